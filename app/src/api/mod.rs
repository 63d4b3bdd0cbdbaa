//! Server functions: what pages ask for and what forms send. Each takes the actor, parses, calls
//! one service and shapes the answer; what is allowed is decided in the services.
//!
//! The view models here are all that leaves the host: what a resource returns is printed in the
//! page. Dates come as text, formatted on the host.

mod access;
mod error;
mod language;
mod packed;
mod record;
mod team;
mod terms;

pub use access::{
    AskNewCode, CheckCode, CodeForm, CodeProblem, Landing, RecordChoice, SignIn, SignInForm, SignInProblem,
    SignOut, StaySignedIn, Staying, find_landing, read_code_form, read_sign_in_form, stay_signed_in,
};
pub use error::ApiError;
pub use language::ChooseLanguage;
pub use packed::Packed;
pub use record::{
    DayItems, ItemDetail, ItemGroup, ItemLine, ItemRow, RecordHead, RecordPage, RecordStart, SectionTile,
    read_record_item, read_record_page, read_record_start,
};
pub use team::{
    ClientLine, ClientSearch, FindClients, LogInBar, OrganisationPage, SearchProblem, read_client_search,
    read_organisation_page,
};
pub use terms::{
    AcceptTerms, DeclineTerms, TermsGate, TermsProblem, TermsText, read_terms_gate, read_terms_texts,
};
