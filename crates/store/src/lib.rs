//! What is kept: all SQL, sealing, group commit and the access log.
//!
//! Content of a client leaves only against a [`Recorded`] permit, whose log line is durable. The
//! organisation of every query comes from an [`Organisation`] (found by host or, for commands,
//! by key), an [`Actor`], an [`Operator`] or a permit: never from a page. What may be done is
//! decided in `inzage_domain::access`; what is done with it is the business of `services`.

mod access;
mod db;
mod error;
mod health;
mod keys;
mod log;
mod organisation;
mod people;
mod record;
mod seal;
mod sign_in;
mod store;
mod terms;
mod time;
mod writer;

pub use access::{
    Actor, Operator, OwnRecord, Permitted, Recorded, Relationship, RequestContext, SessionState,
    SessionSummary,
};
pub use error::StoreError;
pub use health::{Integrity, Metrics};
pub use keys::{MasterKey, MasterKeyError};
pub use log::{ClientLogLine, LogDetails, LogProblem, LogReport};
pub use organisation::{NewOrganisation, Organisation};
pub use people::{
    AccountSummary, ClientQuery, ClientRow, Demographics, FoundClients, NewAccount, NewClient, NewEmployment,
    NewRelation,
};
pub use record::{
    ClientView, Cursor, CursorError, EntryFull, EntryPage, EntryRow, EntryVersion, Imported, NewEntry, News,
    Section, Viewer,
};
pub use sign_in::{ChallengeOutcome, ChallengeView, Credentials, LogInDay, Resend, Subject, Throttled};
pub use store::{Store, StoreOptions};
pub use terms::{Accepted, NewTerms};

#[cfg(test)]
mod tests;
