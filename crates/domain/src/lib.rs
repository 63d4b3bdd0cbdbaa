//! What is true: the types of the portal and its rules, without any input or output.
//!
//! Everything here is pure. Facts come in as values, the time and chance as arguments, and a
//! rule answers with a value. The store reads the facts, `services` acts on the answers.
//! Builds for the host and for the browser; what needs time zone data is behind `host`.

pub mod access;
pub mod added;
pub mod age;
pub mod branding;
mod bsn;
pub mod case;
mod category;
mod chance;
mod client;
mod clock;
pub mod colour;
pub mod consent;
pub mod contact;
pub mod device;
pub mod digid;
mod email;
mod entry;
pub mod export;
pub mod figures;
#[cfg(feature = "host")]
pub mod glossary;
pub mod help;
mod ids;
pub mod joining;
mod kinship;
mod language;
pub mod log;
#[cfg(feature = "host")]
pub mod marked;
pub mod networks;
pub mod notice;
pub mod password;
mod phone;
pub mod policy;
pub mod policy_change;
pub mod reporting;
pub mod reset;
pub mod retention;
mod role;
pub mod session;
pub mod sign_in;
pub mod terms;
pub mod third_party;
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
    AccountId, CaseId, ClientId, EmergencyId, EmploymentId, EntryId, ExportId, HelpRequestId, InvitationId,
    LocationId, LogId, NewsId, OrganisationId, PersonId, RelationId, ResetId, SessionId, TermsDocumentId,
    TermsVersionId, TogetherId,
};
pub use kinship::Kinship;
pub use language::Language;
pub use phone::{PhoneError, PhoneNumber};
pub use role::{Basis, Role};
pub use words::{fold, name_prefixes, record_words};
