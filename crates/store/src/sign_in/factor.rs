//! The authenticator app of an account (RFC 6238, R91): set up in two steps, asked for at log-in,
//! removed with a code; see [`super::app_code`]. Recovery codes are kept as keyed hashes.

use inzage_domain::{
    AccountId, OrganisationId,
    log::{EventAction, EventCode, LogThing},
    totp::Secret,
};
use jiff::Timestamp;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{AppCode, passkey::found_again};
use crate::{
    Actor, Operator, Organisation, RequestContext, Store, StoreError,
    db::{execute, fetch_one, fetch_optional},
    keys::OrganisationKeys,
    seal::Place,
    time::{instant, maybe_instant, micros},
};

/// Where the app of an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppState {
    /// None was set up.
    None,
    /// Begun, not confirmed: it does not count.
    Begun,
    /// It counts.
    On {
        /// Since when.
        since: Timestamp,
        /// Recovery codes that were not used.
        codes_left: i64,
    },
}

/// An app as it is kept.
pub(super) struct Kept {
    pub(super) id: Uuid,
    pub(super) secret: Secret,
    pub(super) confirmed_at: Option<Timestamp>,
    pub(super) last_step: i64,
}

const fn secret_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "app_factor.sealed_secret", id)
}

/// Recovery codes have 50 bits; the key of the hash is not in the database.
pub(super) fn recovery_hash(keys: &OrganisationKeys, account: AccountId, code: &str) -> Vec<u8> {
    keys.index.hash("recovery code", &[account.uuid().as_bytes(), code.as_bytes()].concat()).to_vec()
}

impl Store {
    pub(super) async fn app_of(
        &self,
        organisation: OrganisationId,
        account: AccountId,
    ) -> Result<Option<Kept>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Uuid, Vec<u8>, Option<i64>, i64),
            "SELECT id, sealed_secret, confirmed_at, last_step FROM app_factor WHERE organisation = $1 AND account = $2",
            organisation.uuid(),
            account.uuid(),
        )?;
        let Some((id, sealed, confirmed_at, last_step)) = row else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let bytes = Zeroizing::new(keys.seal.open(&secret_place(organisation, id), &sealed)?);
        let secret = Secret::from_bytes(&bytes)
            .ok_or(StoreError::Inconsistent { table: "app_factor", what: "length of the secret" })?;
        Ok(Some(Kept { id, secret, confirmed_at: maybe_instant(confirmed_at)?, last_step }))
    }

    /// Whether an account logs in with its app.
    pub async fn has_app(&self, organisation: &Organisation, account: AccountId) -> Result<bool, StoreError> {
        let (number,) = fetch_one!(
            self.db(),
            (i64,),
            "SELECT COUNT(*) FROM app_factor WHERE organisation = $1 AND account = $2 AND confirmed_at IS NOT NULL",
            organisation.id().uuid(),
            account.uuid(),
        )?;
        Ok(number > 0)
    }

    /// Gives an account an app whose secret is known already, by a command: it counts at once, for
    /// codes of any time. In place of one that is there.
    pub async fn install_app(
        &self,
        operator: &Operator,
        account: AccountId,
        secret: &Secret,
    ) -> Result<(), StoreError> {
        let organisation = operator.organisation().id();
        let keys = self.keys().organisation(organisation).await?;
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        let id = uuid::Builder::from_random_bytes(random).into_uuid();
        let sealed = keys.seal.seal(self.chance(), &secret_place(organisation, id), secret.bytes())?;
        let mut line = operator.line(EventCode::ChangeFactor, EventAction::Create, self.now());
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        self.write(organisation, (account, id, sealed, line), |(account, id, sealed, line), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO app_factor (organisation, account, id, sealed_secret, confirmed_at, last_step, created_at) VALUES ($1, $2, $3, $4, $5, 0, $5)
                     ON CONFLICT (organisation, account) DO UPDATE SET id = excluded.id, sealed_secret = excluded.sealed_secret, confirmed_at = excluded.confirmed_at, last_step = 0",
                    line.organisation.uuid(),
                    account.uuid(),
                    *id,
                    sealed,
                    micros(line.at),
                )?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await
    }

    /// Where the actor's own app stands.
    pub async fn app_state(&self, actor: &Actor) -> Result<AppState, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Option<i64>, i64),
            "SELECT f.confirmed_at, (SELECT COUNT(*) FROM recovery_code r WHERE r.organisation = f.organisation AND r.account = f.account AND r.used_at IS NULL)
             FROM app_factor f WHERE f.organisation = $1 AND f.account = $2",
            actor.organisation_id().uuid(),
            actor.account().uuid(),
        )?;
        Ok(match row {
            None => AppState::None,
            Some((None, _)) => AppState::Begun,
            Some((Some(since), codes_left)) => AppState::On { since: instant(since)?, codes_left },
        })
    }

    /// Begins to set up an app, in place of one that was begun before. `false` when one counts
    /// already: that one is removed first.
    pub async fn app_begin(
        &self,
        actor: &Actor,
        secret: &Secret,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let keys = self.keys().organisation(actor.organisation_id()).await?;
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        let id = uuid::Builder::from_random_bytes(random).into_uuid();
        let place = secret_place(actor.organisation_id(), id);
        let sealed = keys.seal.seal(self.chance(), &place, secret.bytes())?;
        let mut line = actor.line(EventCode::ChangeFactor, EventAction::Create, self.now(), context);
        line.things.push(LogThing { kind: "app".into(), id: "begun".into() });
        self.write(actor.organisation_id(), (actor.account(), id, sealed, line), |(account, id, sealed, line), conn| {
            Box::pin(async move {
                let made = execute!(
                    conn,
                    "INSERT INTO app_factor (organisation, account, id, sealed_secret, last_step, created_at) VALUES ($1, $2, $3, $4, 0, $5)
                     ON CONFLICT (organisation, account) DO UPDATE SET id = excluded.id, sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
                     WHERE app_factor.confirmed_at IS NULL",
                    line.organisation.uuid(),
                    account.uuid(),
                    *id,
                    sealed,
                    micros(line.at),
                )?;
                Ok((made > 0, if made > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// The secret of an app that was begun and does not count yet.
    pub async fn app_begun(&self, actor: &Actor) -> Result<Option<Secret>, StoreError> {
        let kept = self.app_of(actor.organisation_id(), actor.account()).await?;
        Ok(kept.filter(|kept| kept.confirmed_at.is_none()).map(|kept| kept.secret))
    }

    /// Confirms the app that was begun by a code of it: from now on it counts. Keeps the recovery
    /// codes (as `read_recovery_code` gives them). `false` when the code is not right or nothing
    /// was begun.
    pub async fn app_confirm(
        &self,
        actor: &Actor,
        code: &str,
        recovery: &[String],
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let organisation = actor.organisation_id();
        let kept = self.app_of(organisation, actor.account()).await?;
        let Some(kept) = kept.filter(|kept| kept.confirmed_at.is_none()) else { return Ok(false) };
        let Some(step) = kept.secret.step_of(code, self.now(), kept.last_step) else { return Ok(false) };
        let keys = self.keys().organisation(organisation).await?;
        let hashes: Vec<Vec<u8>> =
            recovery.iter().map(|code| recovery_hash(&keys, actor.account(), code)).collect();
        let mut line = actor.line(EventCode::ChangeFactor, EventAction::Create, self.now(), context);
        line.things.push(LogThing { kind: "app".into(), id: "confirmed".into() });
        self.write(organisation, (actor.account(), kept.id, step, hashes, line), |(account, id, step, hashes, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), micros(line.at));
                let confirmed = execute!(
                    conn,
                    "UPDATE app_factor SET confirmed_at = $4, last_step = $5 WHERE organisation = $1 AND account = $2 AND id = $3 AND confirmed_at IS NULL",
                    organisation,
                    account.uuid(),
                    *id,
                    now,
                    *step,
                )?;
                if confirmed == 0 {
                    return Ok((false, Vec::new()));
                }
                execute!(conn, "DELETE FROM recovery_code WHERE organisation = $1 AND account = $2", organisation, account.uuid())?;
                for hash in hashes {
                    execute!(
                        conn,
                        "INSERT INTO recovery_code (organisation, account, code_hash, created_at) VALUES ($1, $2, $3, $4)",
                        organisation,
                        account.uuid(),
                        hash,
                        now,
                    )?;
                }
                found_again(conn, line.organisation, *account).await?;
                Ok((true, vec![line.clone()]))
            })
        })
        .await
    }

    /// Removes the app that counts, by a code of it or a recovery code; its recovery codes go with
    /// it. `false` when the code is not right.
    pub async fn app_remove(
        &self,
        actor: &Actor,
        code: &AppCode,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let organisation = actor.organisation_id();
        let Some(proof) = self.proof(organisation, actor.account(), code).await? else { return Ok(false) };
        let mut line = actor.line(EventCode::ChangeFactor, EventAction::Delete, self.now(), context);
        line.things.push(LogThing { kind: "app".into(), id: "removed".into() });
        self.write(organisation, (actor.account(), proof, line), |(account, proof, line), conn| {
            Box::pin(async move {
                if !proof.spend(conn, *account, line.organisation, line.at).await? {
                    return Ok((false, Vec::new()));
                }
                let organisation = line.organisation.uuid();
                execute!(
                    conn,
                    "DELETE FROM recovery_code WHERE organisation = $1 AND account = $2",
                    organisation,
                    account.uuid()
                )?;
                execute!(
                    conn,
                    "DELETE FROM app_factor WHERE organisation = $1 AND account = $2",
                    organisation,
                    account.uuid()
                )?;
                Ok((true, vec![line.clone()]))
            })
        })
        .await
    }
}
