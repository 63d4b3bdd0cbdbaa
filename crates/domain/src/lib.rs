//! What is true: the types of the portal and its rules, without any input or output.
//!
//! Everything here is pure. Facts come in as values, the time and chance as arguments, and a
//! rule answers with a value. The store reads the facts, `services` acts on the answers.
//! Builds for the host and for the browser; what needs time zone data is behind `host`.

pub mod access;
pub mod age;
pub mod branding;
mod bsn;
mod category;
mod chance;
mod client;
mod clock;
pub mod colour;
pub mod contact;
pub mod device;
pub mod digid;
mod email;
mod entry;
pub mod figures;
pub mod help;
mod ids;
pub mod joining;
mod kinship;
mod language;
pub mod log;
pub mod networks;
pub mod notice;
pub mod password;
mod phone;
pub mod policy;
pub mod policy_change;
pub mod reset;
mod role;
pub mod session;
pub mod sign_in;
pub mod terms;
#[cfg(feature = "host")]
pub mod totp;
mod words;
#[cfg(feature = "host")]
pub mod written;

pub use bsn::{Bsn, BsnError};
pub use category::Category;
pub use chance::Chance;
pub use client::{CareState, ClientName, NameUse};
pub use clock::Clock;
pub use email::{EmailAddress, EmailError};
pub use entry::{Author, CareTime, Precision, PublishState};
pub use ids::{
    AccountId, ClientId, EmploymentId, EntryId, HelpRequestId, InvitationId, LocationId, LogId, NewsId,
    OrganisationId, PersonId, RelationId, ResetId, SessionId, TermsDocumentId, TermsVersionId, TogetherId,
};
pub use kinship::Kinship;
pub use language::Language;
pub use phone::{PhoneError, PhoneNumber};
pub use role::{Basis, Role};
pub use words::{fold, name_prefixes, record_words};
