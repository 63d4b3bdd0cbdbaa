//! Who may see or do what: facts in, a permit or a refusal out.
//!
//! The store reads the [`Facts`] (they never come from a page) and calls [`decide`]. What comes
//! back is a [`Permit`] of one act for one client or organisation; the store hands it out as
//! `Recorded<Permit<_>>` once the line in the access log is kept.

mod act;
mod decide;
mod facts;

pub use act::{Act, Action, FindClients, ImportRecord, PublishRecord, ReadOrganisation, ReadRecord, Scope};
pub use decide::{Permit, Refusal, decide};
pub use facts::{AccountState, ActingAs, ActorFacts, ClientFacts, DataKind, Facts, Kinds, RelationFact};
