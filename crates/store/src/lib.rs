//! What is kept: all SQL, sealing, group commit and the access log.
//!
//! Content of a client leaves only against a [`Recorded`] permit, whose log line is durable. The
//! organisation of every query comes from an [`Organisation`] (found by host or, for commands,
//! by key), an [`Actor`], an [`Operator`] or a permit: never from a page. What may be done is
//! decided in `inzage_domain::access`; what is done with it is the business of `services`.

mod access;
mod account;
mod cases;
mod db;
mod drafts;
mod error;
mod export;
mod figures;
mod health;
pub mod jobs;
mod joining;
mod keys;
mod log;
mod news;
mod notices;
mod organisation;
mod people;
mod policy;
mod record;
mod seal;
mod sign_in;
mod store;
mod terms;
mod time;
mod writer;

pub use access::{
    Actor, Operator, OwnRecord, Permitted, Recorded, RequestContext, SessionState, SessionSummary,
};
pub use account::{
    AccountView, Asked, ClosingDecided, HelpRequest, LostDevice, LostRemoved, OwnAccount, OwnClosing,
    OwnLine, OwnProfile, PastChange,
};
pub use cases::{
    Case, CaseAbout, CaseAsked, CaseChanged, CaseContent, CaseEvent, CaseTarget, NewCase, NewStep,
    QueuedCase, Statement,
};
pub use drafts::{Draft, DraftKept};
pub use error::StoreError;
pub use export::{Export, ExportAsked, ExportMade, ExportWork};
pub use figures::PageFigure;
pub use health::{Integrity, Metrics};
pub use joining::{
    Adding, BsnCheck, CodeSending, Contact, DocumentKind, FlaggedContact, Identity, IdentityDocument,
    Invitation, Invited, Invites, Joining, Named, NewInvitation, Numbered, Numbering, OwnJoining, Proved,
    RegisteredContact, Registering, Registration, WaitingContact,
};
pub use keys::{MasterKey, MasterKeyError};
pub use log::{ClientLogLine, LogDetails, LogProblem, LogReport};
pub use news::{NewsItem, NewsTexts};
pub use notices::{EndStage, Ending, MailClaim, NoticeKey, Noticed, Told};
pub use organisation::{NewOrganisation, Organisation};
pub use people::{
    AccountSummary, Beside, CapacityEvent, Changed, ClientNews, ClientQuery, ClientRow, ConsentEvent,
    Demographics, DestroyedRecord, Destroying, EmergencyCase, EmergencyOpened, EmergencyReview, Everybody,
    FoundClients, FoundElsewhere, KeptRecord, LegalHold, NewAccount, NewClient, NewConsent, NewEmergency,
    NewEmployment, NewRelation, NewRole, NewStaff, OpenDraft, OwnEmergency, Parted, RelationEdit,
    RelationEvent, Reviewed, RoleChanged, StaffMade, StaffMember, StaffRole, Today, Together, WaitingReport,
};
pub use policy::{PolicyChanged, PolicyCounts, PolicyVersion};
pub use record::{
    ClientView, Cursor, CursorError, EntryFull, EntryHistory, EntryPage, EntryRow, EntrySearch, EntryVersion,
    Finishing, Imported, MOST_MEASURED, MOST_WORDS, NameDecision, NewEntry, News, Opens, OwnEntry, OwnPage,
    Section, SharedVersion, SourcedEntry, SourcedPage, StaffEntry, TakenEntry, TakenPage, VersionFull,
    Viewer, WRITTEN_HERE, Writes, Writing, Written,
};
pub use sign_in::{
    AppCode, AppState, Begun, BlockCode, ChallengeKind, ChallengeOutcome, ChallengeView, Credentials,
    DeskReset, DeskResetMade, DigidAccount, DigidAsking, DigidSecrets, HandedReset, KeptPasskey, LogInDay,
    NewPasskey, PasskeyAsked, PasskeyPurpose, PasskeySummary, ProofCode, Resend, ResetBegun, ResetDone,
    ResetMail, ResetStep, Subject, Throttled,
};
pub use store::{Store, StoreOptions};
pub use terms::{
    Accepted, Addressee, DraftTexts, NewTerms, OwnAcceptance, PublishedTerms, TermsDraft, TermsOverview,
    TermsVersions, Used,
};

#[cfg(test)]
mod tests;
