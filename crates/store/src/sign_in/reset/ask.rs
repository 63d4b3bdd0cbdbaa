//! Asking for a new password, and typing the code that came.

use inzage_domain::{
    PhoneNumber, ResetId,
    access::AccountState,
    joining::InvitationCode,
    log::{EventAction, EventCode, EventOutcome},
    policy::SecondFactor,
    reset::{CHOOSING, MOST_SENDS, ResetProof, ResetWay, proof_of},
    sign_in::{CODE_RESEND_AFTER, CODE_VALID},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{NewReset, PROVED, code_hash, kind_of, mobile_place, thing};
use crate::{
    Organisation, RequestContext, Store, StoreError, Subject,
    access::account_line,
    db::{Conn, execute, fetch_optional},
    people::{AccountProfile, account_place, user_hash},
    sign_in::{challenge::code_hash as sms_hash, throttle::count, token::new_token},
    time::{instant, micros},
};

/// A code and where it is to be sent. No `Debug`: it opens an account.
#[derive(Clone, PartialEq, Eq)]
pub struct ResetMail {
    /// The code.
    pub code: InvitationCode,
    /// The registered address.
    pub email: String,
}

/// What came of the code of a reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResetBegun {
    /// Right. The second proof is asked for.
    Begun {
        /// For the browser's cookie.
        token: String,
        /// Which proof.
        proof: ResetProof,
        /// Where the code by SMS is to be sent.
        mobile: Option<PhoneNumber>,
    },
    /// Right, but a code was sent less than a minute ago.
    TooSoon {
        /// From when another one may be sent.
        at: Timestamp,
    },
    /// Wrong, too old, used, or sent too often: all the same.
    Unknown,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account: Uuid,
    way: String,
    sealed_mobile: Option<Vec<u8>>,
    sealed_profile: Vec<u8>,
    has_app: bool,
}

/// What is known of the reset of a code.
struct Found {
    reset: ResetId,
    account: Uuid,
    proof: ResetProof,
    mobile: Option<PhoneNumber>,
}

impl Store {
    /// Keeps a reset for the account of a user name, and counts the asking, in one write that is made
    /// whether or not there is such an account. Gives where the code goes, where it goes anywhere:
    /// the account is open, logs in with a password, and has an address.
    pub async fn reset_ask(
        &self,
        organisation: &Organisation,
        user_name: &str,
        context: &RequestContext,
    ) -> Result<Option<ResetMail>, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let row = fetch_optional!(
            self.db(),
            (Uuid, Vec<u8>, bool),
            "SELECT a.id, a.sealed_profile, EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id)
             FROM account a WHERE a.organisation = $1 AND a.user_hash = $2 AND a.state = 'active'",
            id.uuid(),
            user_hash(&keys, user_name),
        )?;
        let mut mail = None;
        let mut new = None;
        if let Some((account, sealed, is_employee)) = row {
            let account = inzage_domain::AccountId::from_uuid(account);
            let profile: AccountProfile = keys.seal.open_json(&account_place(id, account), &sealed)?;
            let policy = organisation.policy();
            let factor = if is_employee { policy.staff_second_factor } else { policy.second_factor };
            if let Some(email) = profile.email.filter(|_| factor != SecondFactor::Digid) {
                let reset = ResetId::new(self.clock(), self.chance());
                let whom = (account, ResetWay::OwnMail, None);
                let (made, code) = NewReset::of(&keys, id, self.chance(), reset, whom, None)?;
                new = Some(made);
                mail = Some(ResetMail { code, email });
            }
        }
        let asking = [Subject::Asking(context.address.clone()), Subject::Resetting(user_name.to_owned())];
        let counted = Subject::counted(&asking, &keys);
        let account = new.as_ref().map(|new| new.account);
        let mut line =
            account_line(id, account, "01", EventCode::AskHelp, EventAction::Execute, self.now(), context);
        line.things.push(inzage_domain::log::LogThing { kind: "step".into(), id: "reset-asked".into() });
        self.write(id, (new, counted, line), |(new, counted, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                count(conn, organisation, counted, line.at).await?;
                if let Some(new) = new {
                    // The newest mail counts; letters and what the help desk sent stay.
                    execute!(
                        conn,
                        "UPDATE password_reset SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND way = 'own-mail' AND used_at IS NULL AND ended_at IS NULL",
                        organisation,
                        new.account.uuid(),
                        micros(line.at),
                    )?;
                    new.insert(conn, line).await?;
                }
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        Ok(mail)
    }

    /// Takes the code of a reset and begins the second proof. `sms` is the code that will be sent
    /// when the answer says so. A wrong code is counted for the address.
    pub async fn reset_begin(
        &self,
        organisation: &Organisation,
        code: &InvitationCode,
        sms: &str,
        context: &RequestContext,
    ) -> Result<ResetBegun, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let found = self.reset_of(organisation, code).await?;
        let (token, token_hash) = new_token(self.chance());
        let sms = sms_hash(&keys, &token_hash, sms);
        let account = found.as_ref().map(|found| inzage_domain::AccountId::from_uuid(found.account));
        let mut line =
            account_line(id, account, "01", EventCode::LogInStep, EventAction::Execute, self.now(), context);
        line.things.push(inzage_domain::log::LogThing { kind: "step".into(), id: "reset-code".into() });
        let Some(found) = found else {
            line.outcome = EventOutcome::Refused;
            line.refusal = Some("code".into());
            let counted = Subject::counted(&[Subject::Asking(context.address.clone())], &keys);
            self.write(id, (counted, line), |(counted, line), conn| {
                Box::pin(async move {
                    count(conn, line.organisation.uuid(), counted, line.at).await?;
                    Ok(((), vec![line.clone()]))
                })
            })
            .await?;
            return Ok(ResetBegun::Unknown);
        };
        line.things.push(thing(found.reset.uuid()));
        let (reset, account, proof) = (found.reset, found.account, found.proof);
        let begun = self
            .write(id, (token_hash, sms, reset, account, proof, line), |input, conn| {
                Box::pin(async move {
                    let (token_hash, sms, reset, account, proof, line) = input;
                    let organisation = line.organisation.uuid();
                    if let Some(held) = held_back(conn, organisation, *reset, line.at).await? {
                        return Ok((Some(held), Vec::new()));
                    }
                    // One device at a time: the newest.
                    execute!(
                        conn,
                        "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND reset = $2 AND ended_at IS NULL",
                        organisation,
                        reset.uuid(),
                        micros(line.at),
                    )?;
                    let kind = kind_of(*proof);
                    let lasts = if kind == PROVED { CHOOSING } else { CODE_VALID };
                    execute!(
                        conn,
                        "INSERT INTO challenge (organisation, token_hash, account, code_hash, sent_at, expires_at, started_at, tries, sends, kind, reset) VALUES ($1, $2, $3, $4, $5, $6, $5, 0, 1, $7, $8)",
                        organisation,
                        token_hash,
                        *account,
                        sms,
                        micros(line.at),
                        micros(line.at + lasts),
                        kind,
                        reset.uuid(),
                    )?;
                    Ok((None, vec![line.clone()]))
                })
            })
            .await?;
        Ok(begun.unwrap_or(ResetBegun::Begun { token, proof: found.proof, mobile: found.mobile }))
    }

    /// The open reset of a code, of an account that is open, with a second proof that can be given.
    async fn reset_of(
        &self,
        organisation: &Organisation,
        code: &InvitationCode,
    ) -> Result<Option<Found>, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let row = fetch_optional!(
            self.db(),
            Row,
            "SELECT r.id, r.account, r.way, r.sealed_mobile, a.sealed_profile,
                    EXISTS (SELECT 1 FROM app_factor f WHERE f.organisation = a.organisation AND f.account = a.id AND f.confirmed_at IS NOT NULL) AS has_app
             FROM password_reset r JOIN account a ON a.organisation = r.organisation AND a.id = r.account
             WHERE r.organisation = $1 AND r.code_hash = $2 AND r.used_at IS NULL AND r.ended_at IS NULL AND r.expires_at > $3 AND a.state = $4",
            id.uuid(),
            code_hash(&keys, code),
            micros(self.now()),
            AccountState::Active.key(),
        )?;
        let Some(row) = row else { return Ok(None) };
        let reset = ResetId::from_uuid(row.id);
        let way = ResetWay::from_key(&row.way)
            .ok_or(StoreError::Inconsistent { table: "password_reset", what: "way" })?;
        let new_number: Option<PhoneNumber> = row
            .sealed_mobile
            .map(|sealed| keys.seal.open_json(&mobile_place(id, reset), &sealed))
            .transpose()?;
        let account = inzage_domain::AccountId::from_uuid(row.account);
        let profile: AccountProfile =
            keys.seal.open_json(&account_place(id, account), &row.sealed_profile)?;
        let proof = proof_of(way, new_number.is_some(), row.has_app, profile.mobile.is_some());
        let Some(proof) = proof else { return Ok(None) };
        let mobile = new_number.or(profile.mobile).filter(|_| proof == ResetProof::Sms);
        Ok(Some(Found { reset, account: row.account, proof, mobile }))
    }
}

/// Whether another code may be sent for a reset now: a minute after the last, five times in all.
async fn held_back(
    conn: &mut Conn,
    organisation: Uuid,
    reset: ResetId,
    now: Timestamp,
) -> Result<Option<ResetBegun>, StoreError> {
    let sent = fetch_optional!(
        conn,
        (i64, Option<i64>),
        "SELECT COUNT(*), MAX(sent_at) FROM challenge WHERE organisation = $1 AND reset = $2",
        organisation,
        reset.uuid(),
    )?;
    let Some((sends, Some(last))) = sent else { return Ok(None) };
    let again = instant(last)? + CODE_RESEND_AFTER;
    Ok(if sends >= MOST_SENDS {
        Some(ResetBegun::Unknown)
    } else if again > now {
        Some(ResetBegun::TooSoon { at: again })
    } else {
        None
    })
}
