//! Joining: invitations as staff make them, and the steps of whoever uses one (R43, R44); and the
//! two stages of knowing who a client is (R114, R115).
//!
//! The code of an invitation is kept nowhere: it is a keyed hash of the invitation and the number of
//! its sending, so that staff can print it and a new sending ends the old code. The steps belong to
//! the invitation, not to a device: whoever types the code elsewhere goes on where they were.

mod finish;
mod identity;
mod imported;
mod invitations;
mod number;
pub(crate) mod order;
mod own;
mod registered;
mod registering;
mod steps;

use inzage_domain::{
    Basis, ClientId, EmailAddress, InvitationId, Kinship, OrganisationId, PhoneNumber,
    access::Kinds,
    joining::{AskedBy, AskedHow, Delivery, InvitationCode, InvitationState},
    policy::Policy,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    StoreError,
    db::{Conn, fetch_optional},
    keys::OrganisationKeys,
    seal::Place,
    time::micros,
};

pub use finish::Proved;
pub use identity::{BsnCheck, DocumentKind, Identity, IdentityDocument};
pub use invitations::{Invitation, Invited, Invites};
pub use number::{Numbered, Numbering};
pub use own::{Adding, OwnJoining};
pub use registered::{FlaggedContact, RegisteredContact, Registering, Registration, WaitingContact};
pub use steps::{CodeSending, Contact, Joining, Named};

/// A new invitation: whom, as what, how to reach them, and the request it rests on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitation {
    /// As what: the client, or who looks beside.
    pub basis: Basis,
    /// Which kinds of data, where the relation is given them one by one.
    pub kinds: i64,
    /// Name of the invited person.
    pub name: String,
    /// Where the invitation and the first code go.
    pub email: EmailAddress,
    /// Where codes go.
    pub mobile: PhoneNumber,
    /// By mail or on paper.
    pub delivery: Delivery,
    /// Who asked (R43).
    pub asked_by: AskedBy,
    /// How (R43).
    pub asked_how: AskedHow,
    /// When (R43).
    pub asked_on: Date,
    /// Whether the client's consent to share with this person was given (R41), where it is asked.
    pub consent: bool,
    /// The last day of the access, where one was chosen.
    #[serde(default)]
    pub last_day: Option<Date>,
    /// Who the person is to the client, where the ground is the family (WGBO 7:465 lid 3).
    #[serde(default)]
    pub kinship: Option<Kinship>,
}

impl NewInvitation {
    /// Whether the policy (still) lets such a relative represent; true for everybody else, and where the
    /// invitation does not say which relative.
    pub fn is_named(&self, policy: &Policy) -> bool {
        self.basis != Basis::Family || self.kinship.is_none_or(|kinship| policy.family.contains(&kinship))
    }

    /// The kinds of data of the relation that will be made.
    fn rights(&self) -> Kinds {
        match self.basis {
            Basis::NetworkMember => Kinds::from_bits(self.kinds),
            Basis::ParentWithoutAuthority => Kinds::NONE,
            _ => Kinds::ALL,
        }
    }
}

const fn content_place(organisation: OrganisationId, invitation: InvitationId) -> Place {
    Place::new(organisation, "invitation.sealed_content", invitation.uuid())
}

/// The code of a sending.
fn code_of(keys: &OrganisationKeys, invitation: InvitationId, number: i64) -> InvitationCode {
    let value = [invitation.uuid().as_bytes().as_slice(), &number.to_be_bytes()].concat();
    let mut bytes = [0_u8; 16];
    for (place, byte) in bytes.iter_mut().zip(keys.index.hash("invitation code", &value)) {
        *place = byte;
    }
    InvitationCode::of_bytes(bytes)
}

/// What is kept of a code.
fn code_hash(keys: &OrganisationKeys, code: &InvitationCode) -> Vec<u8> {
    keys.index.hash("invitation code hash", code.signs().as_bytes()).to_vec()
}

/// What has become of an invitation, by its instants.
fn state(used: bool, withdrawn: bool, expires_at: Timestamp, now: Timestamp) -> InvitationState {
    if used {
        InvitationState::Used
    } else if withdrawn {
        InvitationState::Withdrawn
    } else if expires_at <= now {
        InvitationState::Expired
    } else {
        InvitationState::Open
    }
}

/// How many relations of a kind a client can have at one time; `None` without a bound (R6).
fn most(basis: Basis, second_contacts: u16) -> Option<i64> {
    match basis {
        Basis::Own | Basis::FirstContact => Some(1),
        Basis::SecondContact => Some(second_contacts.into()),
        _ => None,
    }
}

/// Whether the client has as many relations of this kind as there may be.
async fn is_full(
    conn: &mut Conn,
    organisation: Uuid,
    client: Uuid,
    basis: Basis,
    most: Option<i64>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(most) = most else { return Ok(false) };
    let row = fetch_optional!(
        conn,
        (i64,),
        "SELECT COUNT(*) FROM relation WHERE organisation = $1 AND client = $2 AND basis = $3 AND (until_at IS NULL OR until_at > $4) AND (withdrawn_at IS NULL OR withdrawn_at > $4)",
        organisation,
        client,
        basis.key(),
        micros(now),
    )?;
    Ok(row.is_some_and(|(number,)| number >= most))
}

/// What is left of steps that nobody can go on with: devices after a day, and all of an invitation
/// that has expired. `$1` is the organisation, `$2` the present.
pub(crate) const TIDY: [&str; 3] = [
    "DELETE FROM joining_device WHERE organisation = $1 AND expires_at <= $2",
    "DELETE FROM joining_code WHERE organisation = $1 AND invitation IN (SELECT id FROM invitation WHERE organisation = $1 AND expires_at <= $2)",
    "DELETE FROM joining WHERE organisation = $1 AND invitation IN (SELECT id FROM invitation WHERE organisation = $1 AND expires_at <= $2)",
];

/// The invitation and client that a device may go on with now.
struct Going {
    invitation: InvitationId,
    client: ClientId,
    basis: Basis,
    number: i64,
    made_by: Uuid,
}

/// Row of [`GOING`].
type GoingRow = (Uuid, Uuid, String, i64, Uuid);

/// Whether a device's invitation is still open: not used, withdrawn, expired or sent anew since.
const GOING: &str = "SELECT i.id, i.client, i.basis, i.number, i.made_by FROM joining_device d
     JOIN invitation i ON i.organisation = d.organisation AND i.id = d.invitation AND i.number = d.number
     WHERE d.organisation = $1 AND d.token_hash = $2 AND d.expires_at > $3
       AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $3";

impl TryFrom<GoingRow> for Going {
    type Error = StoreError;
    fn try_from((invitation, client, basis, number, made_by): GoingRow) -> Result<Self, StoreError> {
        Ok(Self {
            invitation: InvitationId::from_uuid(invitation),
            client: ClientId::from_uuid(client),
            basis: Basis::from_key(&basis)
                .ok_or(StoreError::Inconsistent { table: "invitation", what: "basis" })?,
            number,
            made_by,
        })
    }
}
