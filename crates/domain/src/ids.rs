//! Identifiers: UUID version 7, one type a thing.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Chance, Clock};

/// Makes an id: the time in front keeps neighbours together on disk.
fn new_uuid(clock: &dyn Clock, chance: &dyn Chance) -> Uuid {
    let mut random = [0_u8; 10];
    chance.fill(&mut random);
    let millis = u64::try_from(clock.now().as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new one.
            pub fn new(clock: &dyn Clock, chance: &dyn Chance) -> Self {
                Self(new_uuid(clock, chance))
            }

            /// The id of a stored UUID.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID to store.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// When it was made, to the millisecond.
            pub fn made_at(self) -> Option<Timestamp> {
                let (seconds, nanos) = self.0.get_timestamp()?.to_unix();
                Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A care organisation: the first part of every key.
    OrganisationId;
    /// One human at one organisation.
    PersonId;
    /// A way in for one person at one organisation.
    AccountId;
    /// Somebody who receives care: whose record it is.
    ClientId;
    /// A person's relation to a client.
    RelationId;
    /// One time of looking together.
    TogetherId;
    /// An invitation to join.
    InvitationId;
    /// A person's work at the organisation.
    EmploymentId;
    /// A place where care is given.
    LocationId;
    /// A way to a new password.
    ResetId;
    /// A request to the help desk.
    HelpRequestId;
    /// One item of a record.
    EntryId;
    /// Something that a client asked about the record.
    CaseId;
    /// Opening a record in an emergency.
    EmergencyId;
    /// A session after log-in.
    SessionId;
    /// A document of terms, of which there are versions.
    TermsDocumentId;
    /// One dated version of a document of terms.
    TermsVersionId;
    /// A news item of the organisation.
    NewsId;
    /// One event in the access log.
    LogId;
    /// A copy of a record that somebody takes along.
    ExportId;
}
