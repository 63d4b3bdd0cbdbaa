//! Who may see or do what: facts in, a permit or a refusal out.
//!
//! The store reads the [`Facts`] (they never come from a page) and calls [`decide`]. What comes
//! back is a [`Permit`] of one act for one client or organisation; the store hands it out as
//! `Recorded<Permit<_>>` once the line in the access log is kept.

mod act;
mod decide;
mod emergency;
mod facts;
mod legal_order;
mod network;

pub use act::{
    Act, Action, AddOwn, Agree, AskCase, CaseQueue, ChangeNetwork, ChangeOrganisation, DecideClosing,
    FindClients, FindElsewhere, GiveConsent, HelpDesk, ImportRecord, JoinTogether, ManageAccess,
    ManageRetention, OpenEmergency, PublishRecord, ReadAccess, ReadCases, ReadConsents, ReadLog,
    ReadOrganisation, ReadRecord, RecordCapacity, ReviewEmergency, Scope, ShowTogether, TakeAlong,
    TreatCases, WithdrawContact, WriteRecord,
};
pub use decide::{Permit, Refusal, decide, seen};
pub use emergency::{EmergencyReason, EmergencyVerdict, LONGEST_EMERGENCY_TEXT, emergency_until};
pub use facts::{AccountState, ActingAs, ActorFacts, ClientFacts, DataKind, Facts, Kinds, RelationFact};
pub use legal_order::{NotRepresenting, Rank, may_represent, rank};
pub use network::{RelationChange, TOGETHER_MINUTES, latest_end, may_change, together_until};
