//! Passkeys of accounts (WebAuthn, R91): what is kept of them, and what one was asked. The checks of
//! the answer are in `services`; here what has been proved is kept, and each answer counts once.

use inzage_domain::{
    AccountId, OrganisationId,
    log::{EventAction, EventCode, EventOutcome, LogThing},
    policy::SecondFactor,
    session::SessionMethod,
    sign_in::{Held, PASSKEY_VALID, asked_after_loss},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::token::{new_token, token_hash};
use crate::{
    Actor, Organisation, RequestContext, Store, StoreError,
    access::account_line,
    db::{Conn, execute, fetch_all, fetch_one, fetch_optional},
    keys::OrganisationKeys,
    people::check_texts,
    seal::Place,
    time::{instant, maybe_instant, micros},
};

/// What a passkey is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyPurpose {
    /// To be made, for the own account.
    Register,
    /// To log in without a password.
    LogIn,
    /// The second step after the password.
    SecondStep,
    /// To prove the second step again before a sensitive act.
    StepUp,
}

impl PasskeyPurpose {
    const fn key(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::LogIn => "log-in",
            Self::SecondStep => "second-step",
            Self::StepUp => "step-up",
        }
    }
}

/// What a passkey was asked.
#[derive(Clone, PartialEq, Eq)]
pub struct PasskeyAsked {
    /// Whose passkey is asked; `None` where anybody may answer (a log-in without a password).
    pub account: Option<AccountId>,
    /// The state of the question, as `services` wrote it.
    pub state: Vec<u8>,
}

/// One of the own passkeys, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeySummary {
    /// Which.
    pub id: Uuid,
    /// The name that its holder gave it.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// A passkey that is to answer. No `Debug`: it names somebody's key.
#[derive(Clone)]
pub struct KeptPasskey {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub account: AccountId,
    /// Its public half, as `services` wrote it.
    pub credential: Vec<u8>,
    /// The counter of its signatures.
    pub counter: i64,
}

/// A passkey that was made.
#[derive(Clone)]
pub struct NewPasskey {
    /// Its id, as the device gave it.
    pub credential_id: Vec<u8>,
    /// The name that its holder gave it.
    pub name: String,
    /// Its public half, as `services` wrote it.
    pub credential: Vec<u8>,
    /// The counter of its signatures.
    pub counter: i64,
}

/// What is sealed of a passkey.
#[derive(Serialize, Deserialize)]
struct Content {
    name: String,
    credential: Vec<u8>,
}

const fn credential_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "passkey.sealed_credential", id)
}

const fn state_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "passkey_ceremony.sealed_state", id)
}

fn credential_hash(keys: &OrganisationKeys, id: &[u8]) -> Vec<u8> {
    keys.index.hash("passkey", id).to_vec()
}

/// Something was set up in place of what the help desk took away: from now on that is asked for.
pub(super) async fn found_again(
    conn: &mut Conn,
    organisation: OrganisationId,
    account: AccountId,
) -> Result<(), StoreError> {
    execute!(
        conn,
        "UPDATE account SET factor_lost_at = NULL WHERE organisation = $1 AND id = $2 AND factor_lost_at IS NOT NULL",
        organisation.uuid(),
        account.uuid(),
    )?;
    Ok(())
}

/// Second steps that were set up; a mobile number is not asked here.
pub(crate) struct Ready {
    pub(crate) app: bool,
    pub(crate) passkey: bool,
}

impl Store {
    pub(crate) async fn second_steps_of(
        &self,
        organisation: OrganisationId,
        account: AccountId,
    ) -> Result<Ready, StoreError> {
        let (apps, passkeys) = fetch_one!(
            self.db(),
            (i64, i64),
            "SELECT (SELECT COUNT(*) FROM app_factor WHERE organisation = $1 AND account = $2 AND confirmed_at IS NOT NULL),
                    (SELECT COUNT(*) FROM passkey WHERE organisation = $1 AND account = $2)",
            organisation.uuid(),
            account.uuid(),
        )?;
        Ok(Ready { app: apps > 0, passkey: passkeys > 0 })
    }

    /// The second steps that an account has ready, by the policy in force: a passkey counts only
    /// where it allows passkeys.
    pub async fn held(&self, organisation: &Organisation, account: AccountId) -> Result<Held, StoreError> {
        let ready = self.second_steps_of(organisation.id(), account).await?;
        Ok(Held {
            app: ready.app,
            mobile: self.mobile_of(organisation, account).await?.is_some(),
            passkey: ready.passkey && organisation.policy().passkeys,
        })
    }

    /// Which second step is asked of an account: by the policy in force, and a code by SMS at least
    /// where the help desk took away what its holder had set up (R91).
    pub async fn second_factor_of(
        &self,
        organisation: &Organisation,
        account: AccountId,
        works: bool,
    ) -> Result<SecondFactor, StoreError> {
        let policy = organisation.policy();
        let asked = if works { policy.staff_second_factor } else { policy.second_factor };
        if asked != SecondFactor::Optional {
            return Ok(asked);
        }
        let row = fetch_optional!(
            self.db(),
            (Option<i64>,),
            "SELECT factor_lost_at FROM account WHERE organisation = $1 AND id = $2",
            organisation.id().uuid(),
            account.uuid(),
        )?;
        Ok(asked_after_loss(asked, row.is_some_and(|(lost,)| lost.is_some())))
    }

    /// Begins a session after a log-in with a passkey and nothing else; the one that this browser had
    /// ends. `None` when the account is not open, where the policy allows no passkeys, and from outside
    /// the networks of staff.
    pub async fn passkey_session(
        &self,
        organisation: &Organisation,
        account: AccountId,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<Option<String>, StoreError> {
        self.session_create_by(organisation, account, SessionMethod::Passkey, None, old, context).await
    }

    fn new_row(&self) -> Uuid {
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        uuid::Builder::from_random_bytes(random).into_uuid()
    }

    /// Keeps what a passkey is asked, for the holder of a token (of a session, or of a log-in that
    /// waits); without one a token is made. In place of what was asked before. Gives the token.
    pub async fn passkey_ask(
        &self,
        organisation: &Organisation,
        holder: Option<&str>,
        purpose: PasskeyPurpose,
        asked: &PasskeyAsked,
    ) -> Result<String, StoreError> {
        let id = organisation.id();
        let known = holder.and_then(|holder| Some((holder.to_owned(), token_hash(holder)?)));
        let (token, holder) = known.unwrap_or_else(|| new_token(self.chance()));
        let row = self.new_row();
        let keys = self.keys().organisation(id).await?;
        let sealed = keys.seal.seal(self.chance(), &state_place(id, row), &asked.state)?;
        let now = self.now();
        let input = (id, holder, purpose, asked.account, row, sealed, now);
        self.write(id, input, |(organisation, holder, purpose, account, row, sealed, now), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "DELETE FROM passkey_ceremony WHERE organisation = $1 AND expires_at <= $2",
                    organisation.uuid(),
                    micros(*now),
                )?;
                execute!(
                    conn,
                    "INSERT INTO passkey_ceremony (organisation, holder_hash, purpose, account, id, sealed_state, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
                     ON CONFLICT (organisation, holder_hash) DO UPDATE SET purpose = excluded.purpose, account = excluded.account, id = excluded.id, sealed_state = excluded.sealed_state, expires_at = excluded.expires_at",
                    organisation.uuid(),
                    holder,
                    purpose.key(),
                    account.map(AccountId::uuid),
                    *row,
                    sealed,
                    micros(*now + PASSKEY_VALID),
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await?;
        Ok(token)
    }

    /// What was asked of the holder of a token, for its page; it stays.
    pub async fn passkey_asked(
        &self,
        organisation: &Organisation,
        holder: &str,
        purpose: PasskeyPurpose,
    ) -> Result<Option<PasskeyAsked>, StoreError> {
        let Some(holder) = token_hash(holder) else { return Ok(None) };
        let id = organisation.id();
        let row = fetch_optional!(
            self.db(),
            (Option<Uuid>, Uuid, Vec<u8>),
            "SELECT account, id, sealed_state FROM passkey_ceremony WHERE organisation = $1 AND holder_hash = $2 AND purpose = $3 AND expires_at > $4",
            id.uuid(),
            holder,
            purpose.key(),
            micros(self.now()),
        )?;
        self.asked_in(id, row).await
    }

    /// Takes what was asked: once, and before five minutes have gone by.
    pub async fn passkey_answered(
        &self,
        organisation: &Organisation,
        holder: &str,
        purpose: PasskeyPurpose,
    ) -> Result<Option<PasskeyAsked>, StoreError> {
        let Some(holder) = token_hash(holder) else { return Ok(None) };
        let id = organisation.id();
        let input = (id, holder, purpose, micros(self.now()));
        let row = self
            .write(id, input, |(organisation, holder, purpose, now), conn| {
                Box::pin(async move {
                    let row = fetch_optional!(
                        conn,
                        (Option<Uuid>, Uuid, Vec<u8>),
                        "DELETE FROM passkey_ceremony WHERE organisation = $1 AND holder_hash = $2 AND purpose = $3 AND expires_at > $4 RETURNING account, id, sealed_state",
                        organisation.uuid(),
                        holder,
                        purpose.key(),
                        *now,
                    )?;
                    Ok((row, Vec::new()))
                })
            })
            .await?;
        self.asked_in(id, row).await
    }

    async fn asked_in(
        &self,
        organisation: OrganisationId,
        row: Option<(Option<Uuid>, Uuid, Vec<u8>)>,
    ) -> Result<Option<PasskeyAsked>, StoreError> {
        let Some((account, row, sealed)) = row else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let state = keys.seal.open(&state_place(organisation, row), &sealed)?;
        Ok(Some(PasskeyAsked { account: account.map(AccountId::from_uuid), state }))
    }

    /// The actor's own passkeys, oldest first.
    pub async fn passkeys(&self, actor: &Actor) -> Result<Vec<PasskeySummary>, StoreError> {
        let organisation = actor.organisation_id();
        let rows = fetch_all!(
            self.db(),
            (Uuid, Vec<u8>, i64, Option<i64>),
            "SELECT id, sealed_credential, created_at, used_at FROM passkey WHERE organisation = $1 AND account = $2 ORDER BY created_at, id",
            organisation.uuid(),
            actor.account().uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(id, sealed, created_at, used_at)| {
                let content: Content = keys.seal.open_json(&credential_place(organisation, id), &sealed)?;
                Ok(PasskeySummary {
                    id,
                    name: content.name,
                    created_at: instant(created_at)?,
                    used_at: maybe_instant(used_at)?,
                })
            })
            .collect()
    }

    /// The public halves of an account's passkeys: which may answer, which are there already.
    pub async fn passkeys_of(
        &self,
        organisation: &Organisation,
        account: AccountId,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let id = organisation.id();
        let rows = fetch_all!(
            self.db(),
            (Uuid, Vec<u8>),
            "SELECT id, sealed_credential FROM passkey WHERE organisation = $1 AND account = $2 ORDER BY created_at, id",
            id.uuid(),
            account.uuid(),
        )?;
        let keys = self.keys().organisation(id).await?;
        rows.into_iter()
            .map(|(row, sealed)| {
                let content: Content = keys.seal.open_json(&credential_place(id, row), &sealed)?;
                Ok(content.credential)
            })
            .collect()
    }

    /// The passkey of this organisation that has an id.
    pub async fn passkey_find(
        &self,
        organisation: &Organisation,
        credential_id: &[u8],
    ) -> Result<Option<KeptPasskey>, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let row = fetch_optional!(
            self.db(),
            (Uuid, Uuid, Vec<u8>, i64),
            "SELECT id, account, sealed_credential, counter FROM passkey WHERE organisation = $1 AND credential_hash = $2",
            id.uuid(),
            credential_hash(&keys, credential_id),
        )?;
        let Some((row, account, sealed, counter)) = row else { return Ok(None) };
        let content: Content = keys.seal.open_json(&credential_place(id, row), &sealed)?;
        let account = AccountId::from_uuid(account);
        Ok(Some(KeptPasskey { id: row, account, credential: content.credential, counter }))
    }

    /// Adds a passkey to the own account. `false` when one with its id is there already.
    pub async fn passkey_add(
        &self,
        actor: &Actor,
        new: &NewPasskey,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        check_texts(&[&new.name])?;
        let organisation = actor.organisation_id();
        let keys = self.keys().organisation(organisation).await?;
        let id = self.new_row();
        let sealed = Content { name: new.name.clone(), credential: new.credential.clone() };
        let sealed = keys.seal.seal_json(self.chance(), &credential_place(organisation, id), &sealed)?;
        let hash = credential_hash(&keys, &new.credential_id);
        let mut line = actor.line(EventCode::ChangeFactor, EventAction::Create, self.now(), context);
        line.things.push(LogThing { kind: "passkey".into(), id: "added".into() });
        let input = (actor.account(), id, hash, sealed, new.counter, line);
        self.write(organisation, input, |(account, id, hash, sealed, counter, line), conn| {
            Box::pin(async move {
                let made = execute!(
                    conn,
                    "INSERT INTO passkey (organisation, id, account, credential_hash, sealed_credential, counter, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
                     ON CONFLICT (organisation, credential_hash) DO NOTHING",
                    line.organisation.uuid(),
                    *id,
                    account.uuid(),
                    hash,
                    sealed,
                    *counter,
                    micros(line.at),
                )?;
                if made > 0 {
                    found_again(conn, line.organisation, *account).await?;
                }
                Ok((made > 0, if made > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// Removes one of the own passkeys. Where one is `needed` to log in, the last one stays. `false`
    /// when it is not there, or stays.
    pub async fn passkey_remove(
        &self,
        actor: &Actor,
        id: Uuid,
        needed: bool,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let mut line = actor.line(EventCode::ChangeFactor, EventAction::Delete, self.now(), context);
        line.things.push(LogThing { kind: "passkey".into(), id: "removed".into() });
        let least = i64::from(needed);
        let input = (actor.account(), id, least, line);
        self.write(actor.organisation_id(), input, |(account, id, least, line), conn| {
            Box::pin(async move {
                let removed = execute!(
                    conn,
                    "DELETE FROM passkey WHERE organisation = $1 AND account = $2 AND id = $3
                       AND (SELECT COUNT(*) FROM passkey p WHERE p.organisation = $1 AND p.account = $2) > $4",
                    line.organisation.uuid(),
                    account.uuid(),
                    *id,
                    *least,
                )?;
                Ok((removed > 0, if removed > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// Keeps that a passkey answered with this counter of its signatures. `false` when the counter
    /// has not gone on since another answer: that may be a copy. Both leave a line in the log.
    pub async fn passkey_used(
        &self,
        organisation: &Organisation,
        passkey: &KeptPasskey,
        counter: i64,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let line = account_line(
            organisation.id(),
            Some(passkey.account),
            "01",
            EventCode::LogInStep,
            EventAction::Execute,
            self.now(),
            context,
        );
        self.write(organisation.id(), (passkey.id, counter, line), |(id, counter, line), conn| {
            Box::pin(async move {
                // Passkeys that live on several devices count nothing: their counter stays 0.
                let used = execute!(
                    conn,
                    "UPDATE passkey SET counter = $3, used_at = $4 WHERE organisation = $1 AND id = $2 AND (counter < $3 OR (counter = 0 AND $3 = 0))",
                    line.organisation.uuid(),
                    *id,
                    *counter,
                    micros(line.at),
                )?;
                let mut line = line.clone();
                let word = if used > 0 { "passkey-right" } else { "passkey-counter" };
                line.things.push(LogThing { kind: "step".into(), id: word.into() });
                if used == 0 {
                    line.outcome = EventOutcome::Refused;
                    line.refusal = Some("passkey-counter".into());
                }
                Ok((used > 0, vec![line]))
            })
        })
        .await
    }
}
