//! People: accounts and employments, clients and who may look beside them, and finding clients.

mod accounts;
mod beside;
mod capacity;
mod clients;
mod consents;
mod demographics;
mod destroy;
mod emergency;
mod emergency_review;
mod everybody;
mod find;
mod names;
mod relations;
mod retention;
mod staff;
mod today;
mod together;

pub(crate) use accounts::{
    AccountProfile, AccountRow, account_place, insert_account, insert_person, person_place, user_hash,
};
pub use accounts::{AccountSummary, NewAccount, NewEmployment};
pub use beside::{Beside, Changed, RelationEdit, RelationEvent};
pub(crate) use beside::{Happened, NewEvent, basis_of, kinship_of};
pub use capacity::CapacityEvent;
pub use clients::NewClient;
pub(crate) use clients::demographics_place;
pub use consents::{ConsentEvent, NewConsent};
pub use demographics::Demographics;
pub(crate) use demographics::{birth_token, bsn_token};
pub(crate) use emergency::emergency_open;
pub use emergency::{EmergencyOpened, FoundElsewhere, NewEmergency, OwnEmergency};
pub use emergency_review::{EmergencyCase, EmergencyReview, Reviewed};
pub use everybody::{Everybody, Parted};
pub use find::{ClientQuery, ClientRow, FoundClients};
pub use relations::NewRelation;
pub(crate) use relations::{colour_of, insert_relation};
pub use retention::{DestroyedRecord, Destroying, KeptRecord, LegalHold};
pub(crate) use staff::works_there;
pub use staff::{NewRole, NewStaff, RoleChanged, StaffMade, StaffMember, StaffRole};
pub use today::{ClientNews, OpenDraft, Today, WaitingReport};
pub use together::Together;
pub(crate) use together::shown_now;

use crate::StoreError;

/// Refuses texts with NUL: `PostgreSQL` cannot keep them, and both engines keep the same.
pub(crate) fn check_texts(texts: &[&str]) -> Result<(), StoreError> {
    if texts.iter().any(|text| text.contains('\0')) { Err(StoreError::Nul) } else { Ok(()) }
}
