//! Server functions: what pages ask for and what forms send. Each takes the actor, parses, calls
//! one service and shapes the answer; what is allowed is decided in the services.
//!
//! The view models here are all that leaves the host: what a resource returns is printed in the
//! page. Dates come as text, formatted on the host.

mod access;
mod account;
mod desk;
mod error;
mod help;
mod identity;
mod invitations;
mod joining;
mod language;
mod network;
mod packed;
mod policy;
mod record;
mod team;
mod terms;
mod terms_admin;

pub use access::{
    AskNewCode, CheckCode, CodeForm, CodeProblem, Landing, RecordChoice, SignIn, SignInForm, SignInProblem,
    SignOut, StaySignedIn, Staying, find_landing, read_code_form, read_sign_in_form, stay_signed_in,
};
pub use account::{
    AccountPage, AppNews, AppPage, AppView, BeginApp, ChangePassword, CloseOwnAccount, ClosingPage,
    ConfirmApp, DeviceLine, EndDevice, HistoryRow, PasswordForm, PasswordProblem, PasswordWeak, RemoveApp,
    SignOutEverywhere, read_app_page, read_closing, read_own_account, read_own_history, read_password_form,
};
pub use desk::{
    AccountCard, AccountDesk, ActOnAccount, CloseRequest, DeskNews, FindAccount, PastRow, RequestCard,
    read_account_desk, read_requests,
};
pub use error::ApiError;
pub use help::{
    AskBlockCode, AskForm, AskHelp, AskNews, BlockNews, BlockOwn, FieldFault, read_ask_form, read_block_form,
};
pub use identity::{CheckBsn, IdentityNote, IdentitySheet, RecordIdentity, read_identity};
pub use invitations::{
    InvitationLetter, InvitationLine, InvitationNotice, InvitationProblem, InvitationSheet, InvitationsPage,
    MakeInvitation, SendInvitationAgain, TypedInvitation, WithdrawInvitation, read_invitation_letter,
    read_invitation_sheet, read_invitations,
};
pub use joining::{
    AskJoinCode, ChoosePassword, ChooseUserName, GiveInvitationCode, JoinNote, JoinNotice, JoinPage,
    JoinProblem, JoinStep, ProveContact, read_join_form, read_join_step,
};
pub use language::ChooseLanguage;
pub use network::{
    AccessForm, AccessPage, AccessProblem, AgreeKinds, AppointManager, ChangeKinds, ChangeLine, EndTogether,
    JoinTogether, KindChoice, PersonCard, PersonPage, PointTogether, RenewAccess, ShowTogether, TogetherLine,
    TogetherPage, WithdrawAccess, read_access_page, read_access_person, read_together_now,
    read_together_page,
};
pub use packed::Packed;
pub use policy::{
    PolicyChangeLine, PolicyConsequences, PolicyEntry, PolicyForm, PolicyLine, PolicyNews, PolicyTyped,
    SavePolicy, read_policy_consequences, read_policy_form,
};
pub use record::{
    DayItems, ItemDetail, ItemGroup, ItemLine, ItemRow, RecordHead, RecordPage, RecordStart, SectionTile,
    read_record_item, read_record_page, read_record_start,
};
pub use team::{
    ClientLine, ClientSearch, FindClients, LogInBar, OrganisationPage, SearchProblem, read_client_search,
    read_organisation_page,
};
pub use terms::{
    AcceptTerms, DeclineTerms, DifferencePiece, OwnTerms, TermsAsked, TermsDifference, TermsDocument,
    TermsGate, TermsLine, TermsPage, TermsProblem, TermsSummary, TermsText, WordChange, read_own_terms,
    read_terms_difference, read_terms_gate, read_terms_texts, read_terms_version,
};
pub use terms_admin::{
    DropTermsDraft, KeepTermsDraft, PublishForm, PublishList, PublishNews, PublishPreview, PublishTerms,
    PublishedDocument, PublishedLine, read_publish_form, read_publish_list, read_publish_preview,
};
