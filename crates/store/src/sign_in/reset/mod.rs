//! A new password for who has forgotten it or lost the telephone: the code of a reset, the second
//! proof, and the password itself. Rules are in `domain::reset`.
//!
//! Like the code of an invitation, the code of a reset is kept nowhere: it is a keyed hash of the
//! reset's id. Several can be open at once, so that nobody takes another's letter away by asking
//! for a mail; whoever chooses a password ends them all.

mod ask;
mod desk;
mod steps;

use inzage_domain::{
    AccountId, OrganisationId, PhoneNumber, ResetId,
    joining::InvitationCode,
    log::{LogLine, LogThing},
    reset::{ResetProof, ResetWay},
};
use uuid::Uuid;

pub use ask::{ResetBegun, ResetMail};
pub use desk::{DeskReset, DeskResetMade, HandedReset};
pub use steps::{ResetDone, ResetStep};

use crate::{
    StoreError,
    db::{Conn, execute},
    keys::OrganisationKeys,
    seal::Place,
    time::micros,
};

/// What is left of resets that nobody can go on with. `$1` is the organisation, `$2` the present.
pub(crate) const TIDY: &str = "DELETE FROM password_reset WHERE organisation = $1 AND expires_at <= $2";

const fn mobile_place(organisation: OrganisationId, reset: ResetId) -> Place {
    Place::new(organisation, "password_reset.sealed_mobile", reset.uuid())
}

/// The code of a reset.
fn code_of(keys: &OrganisationKeys, reset: ResetId) -> InvitationCode {
    let mut bytes = [0_u8; 16];
    for (place, byte) in bytes.iter_mut().zip(keys.index.hash("reset code", reset.uuid().as_bytes())) {
        *place = byte;
    }
    InvitationCode::of_bytes(bytes)
}

/// What is kept of a code.
fn code_hash(keys: &OrganisationKeys, code: &InvitationCode) -> Vec<u8> {
    keys.index.hash("reset code hash", code.signs().as_bytes()).to_vec()
}

/// The kind of a challenge on the way to a new password.
const fn kind_of(proof: ResetProof) -> &'static str {
    match proof {
        ResetProof::Sms => "reset",
        ResetProof::App => "reset-app",
        ResetProof::Vouched => PROVED,
    }
}

/// Both proofs are given: a password may be chosen.
const PROVED: &str = "reset-proved";

/// A new reset, ready to be kept.
#[derive(Clone)]
struct NewReset {
    id: ResetId,
    account: AccountId,
    way: ResetWay,
    code_hash: Vec<u8>,
    sealed_mobile: Option<Vec<u8>>,
    by: Option<AccountId>,
}

impl NewReset {
    fn of(
        keys: &OrganisationKeys,
        organisation: OrganisationId,
        chance: &dyn inzage_domain::Chance,
        id: ResetId,
        whom: (AccountId, ResetWay, Option<AccountId>),
        mobile: Option<&PhoneNumber>,
    ) -> Result<(Self, InvitationCode), StoreError> {
        let (account, way, by) = whom;
        let code = code_of(keys, id);
        let sealed_mobile = mobile
            .map(|mobile| keys.seal.seal_json(chance, &mobile_place(organisation, id), mobile))
            .transpose()?;
        Ok((Self { id, account, way, code_hash: code_hash(keys, &code), sealed_mobile, by }, code))
    }

    async fn insert(&self, conn: &mut Conn, line: &LogLine) -> Result<(), StoreError> {
        execute!(
            conn,
            "INSERT INTO password_reset (organisation, id, account, way, code_hash, sealed_mobile, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            line.organisation.uuid(),
            self.id.uuid(),
            self.account.uuid(),
            self.way.key(),
            &self.code_hash,
            self.sealed_mobile.as_deref(),
            self.by.map(AccountId::uuid),
            micros(line.at),
            micros(self.way.until(line.at)),
        )?;
        Ok(())
    }
}

fn thing(reset: Uuid) -> LogThing {
    LogThing { kind: "reset".into(), id: reset.to_string() }
}
