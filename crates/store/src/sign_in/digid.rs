//! Logging in with DigiD (R117, R120): the question that is open at the broker, whose account a BSN
//! leads to, and the session that follows. A BSN is compared as its keyed hash only.

use inzage_domain::{
    AccountId, Bsn, ClientId, PersonId,
    access::AccountState,
    digid::{ASKING_KEPT, ASKING_VALID, DigidRefusal, Identity},
    log::{EventAction, EventCode, LogThing},
    session::SessionMethod,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    throttle::{Counted, Subject, count},
    token::{new_token, token_hash},
};
use crate::{
    Operator, Organisation, RequestContext, Store, StoreError,
    db::{execute, fetch_all, fetch_optional},
    keys::OrganisationKeys,
    people::bsn_token,
    seal::Place,
    time::micros,
};

/// A question for the broker.
#[derive(Clone, PartialEq, Eq)]
pub struct DigidAsking {
    /// Goes to the broker and comes back in the address.
    pub state: String,
    /// For the cookie of the browser that asked.
    pub browser: String,
    /// What only broker and portal know.
    pub secrets: DigidSecrets,
}

/// What the answer is checked with. No `Debug`: whoever has them can finish the log-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigidSecrets {
    /// Must stand in the ID token.
    pub nonce: String,
    /// Proves at the token endpoint that it is us who asked (RFC 7636).
    pub verifier: String,
    /// Whether it was asked for somebody else.
    pub for_another: bool,
}

/// The account that an identity leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigidAccount {
    /// The way in.
    pub account: AccountId,
    /// Whether it is open.
    pub state: AccountState,
    /// The one client for whom, as a proxy.
    pub only_client: Option<ClientId>,
}

fn place(organisation: &Organisation, id: Uuid) -> Place {
    Place::new(organisation.id(), "digid_asking.sealed_secrets", id)
}

/// A question as it is kept.
struct Asking {
    state_hash: Vec<u8>,
    browser_hash: Vec<u8>,
    for_another: bool,
    sealed: Vec<u8>,
    id: Uuid,
    counted: Vec<Counted>,
    now: Timestamp,
}

/// The end of questions that are kept no longer, by their `expires_at`.
pub(crate) fn asked_too_long_ago(now: Timestamp) -> i64 {
    micros(now - (ASKING_KEPT - ASKING_VALID))
}

/// The keyed hash of the BSN of somebody who represents a client.
pub(crate) fn person_token(keys: &OrganisationKeys, bsn: &Bsn) -> Vec<u8> {
    keys.index.token("person bsn", bsn.digits())
}

impl Store {
    /// Keeps a question for the broker, for ten minutes and one answer, and counts it for the internet
    /// address that it comes from. Questions that nobody came back with go with the next one.
    pub async fn digid_ask(
        &self,
        organisation: &Organisation,
        for_another: bool,
        address: &str,
    ) -> Result<DigidAsking, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let (state, state_hash) = new_token(self.chance());
        let (browser, browser_hash) = new_token(self.chance());
        let secrets = DigidSecrets {
            nonce: new_token(self.chance()).0,
            verifier: new_token(self.chance()).0,
            for_another,
        };
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        let id = uuid::Builder::from_random_bytes(random).into_uuid();
        let sealed = keys.seal.seal_json(self.chance(), &place(organisation, id), &secrets)?;
        let counted = Subject::counted(&[Subject::Digid(address.to_owned())], &keys);
        let asking = Asking { state_hash, browser_hash, for_another, sealed, id, counted, now: self.now() };
        self.write(organisation.id(), (organisation.id(), asking), |(organisation, asking), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "DELETE FROM digid_asking WHERE organisation = $1 AND expires_at <= $2",
                    organisation.uuid(),
                    asked_too_long_ago(asking.now),
                )?;
                execute!(
                    conn,
                    "INSERT INTO digid_asking (organisation, state_hash, browser_hash, for_another, sealed_secrets, id, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    organisation.uuid(),
                    &asking.state_hash,
                    &asking.browser_hash,
                    asking.for_another,
                    &asking.sealed,
                    asking.id,
                    micros(asking.now + ASKING_VALID),
                )?;
                count(conn, organisation.uuid(), &asking.counted, asking.now).await?;
                Ok(((), Vec::new()))
            })
        })
        .await?;
        Ok(DigidAsking { state, browser, secrets })
    }

    /// Takes a question out, once, for the browser that asked: what the answer is checked with, or
    /// why there is nothing to check.
    pub async fn digid_take(
        &self,
        organisation: &Organisation,
        state: &str,
        browser: &str,
    ) -> Result<Result<DigidSecrets, DigidRefusal>, StoreError> {
        let Some(state_hash) = token_hash(state) else { return Ok(Err(DigidRefusal::StateUnknown)) };
        let Some(browser_hash) = token_hash(browser) else { return Ok(Err(DigidRefusal::OtherBrowser)) };
        let keys = self.keys().organisation(organisation.id()).await?;
        let input = (organisation.id(), state_hash, browser_hash, micros(self.now()));
        let taken = self
            .write(organisation.id(), input, |(organisation, state, browser, now), conn| {
                Box::pin(async move {
                    let row = fetch_optional!(
                        conn,
                        (Uuid, Vec<u8>),
                        "UPDATE digid_asking SET used_at = $4 WHERE organisation = $1 AND state_hash = $2 AND browser_hash = $3
                           AND used_at IS NULL AND expires_at > $4 RETURNING id, sealed_secrets",
                        organisation.uuid(),
                        state,
                        browser,
                        *now,
                    )?;
                    if let Some(row) = row {
                        return Ok((Ok(row), Vec::new()));
                    }
                    let kept = fetch_optional!(
                        conn,
                        (Vec<u8>, Option<i64>),
                        "SELECT browser_hash, used_at FROM digid_asking WHERE organisation = $1 AND state_hash = $2",
                        organisation.uuid(),
                        state,
                    )?;
                    let why = match kept {
                        None => DigidRefusal::StateUnknown,
                        Some((kept, _)) if kept != *browser => DigidRefusal::OtherBrowser,
                        Some((_, Some(_))) => DigidRefusal::StateUsed,
                        Some((_, None)) => DigidRefusal::StateExpired,
                    };
                    Ok((Err(why), Vec::new()))
                })
            })
            .await?;
        match taken {
            Err(why) => Ok(Err(why)),
            Ok((id, sealed)) => keys.seal.open_json(&place(organisation, id), &sealed).map(Ok),
        }
    }

    /// The private account that somebody logs in to: for oneself the one of the client with this BSN,
    /// for another that of the person registered with the acting BSN, who has a relation in force to
    /// the client with the legal one. `None` where there is none, whatever the reason. Accounts that
    /// are for work are never meant.
    pub async fn digid_account(
        &self,
        organisation: &Organisation,
        identity: &Identity,
    ) -> Result<Option<DigidAccount>, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let now = micros(self.now());
        let rows = match &identity.legal {
            None => fetch_all!(
                self.db(),
                (Uuid, String, Uuid),
                "SELECT DISTINCT a.id, a.state, c.client FROM client_index c
                 JOIN relation r ON r.organisation = c.organisation AND r.client = c.client AND r.basis = 'own'
                   AND r.from_at <= $3 AND (r.until_at IS NULL OR r.until_at > $3) AND (r.withdrawn_at IS NULL OR r.withdrawn_at > $3)
                 JOIN account a ON a.organisation = r.organisation AND a.person = r.person
                 WHERE c.organisation = $1 AND c.token = $2
                   AND NOT EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id)
                 LIMIT 2",
                id.uuid(),
                bsn_token(&keys, &identity.acting),
                now,
            )?,
            Some(legal) => fetch_all!(
                self.db(),
                (Uuid, String, Uuid),
                "SELECT DISTINCT a.id, a.state, c.client FROM client_index c
                 JOIN relation r ON r.organisation = c.organisation AND r.client = c.client AND r.basis <> 'own'
                   AND r.from_at <= $3 AND (r.until_at IS NULL OR r.until_at > $3) AND (r.withdrawn_at IS NULL OR r.withdrawn_at > $3)
                 JOIN person p ON p.organisation = r.organisation AND p.id = r.person AND p.bsn_hash = $4
                 JOIN account a ON a.organisation = p.organisation AND a.person = p.id
                 WHERE c.organisation = $1 AND c.token = $2
                   AND NOT EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id)
                 LIMIT 2",
                id.uuid(),
                bsn_token(&keys, legal),
                now,
                person_token(&keys, &identity.acting),
            )?,
        };
        // Two are one too many: nobody is let into a record on a guess.
        let [(account, state, client)] = rows.as_slice() else { return Ok(None) };
        Ok(Some(DigidAccount {
            account: AccountId::from_uuid(*account),
            state: AccountState::from_key(state)
                .ok_or(StoreError::Inconsistent { table: "account", what: "state" })?,
            only_client: identity.legal.is_some().then(|| ClientId::from_uuid(*client)),
        }))
    }

    /// Begins a session after a log-in with DigiD; the one that this browser had ends. `None` when
    /// the account is not open.
    pub async fn digid_session(
        &self,
        organisation: &Organisation,
        found: DigidAccount,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<Option<String>, StoreError> {
        let method = SessionMethod::Digid;
        self.session_create_by(organisation, found.account, method, found.only_client, old, context).await
    }

    /// Registers the BSN of somebody who represents a client, so that this person can log in for the
    /// client. Conflict when it is somebody else's here.
    pub async fn register_person_bsn(
        &self,
        operator: &Operator,
        person: PersonId,
        bsn: &Bsn,
    ) -> Result<(), StoreError> {
        let organisation = operator.organisation().id();
        let keys = self.keys().organisation(organisation).await?;
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Update, self.now());
        line.things.push(LogThing { kind: "person".into(), id: person.to_string() });
        self.write(organisation, (person, person_token(&keys, bsn), line), |(person, hash, line), conn| {
            Box::pin(async move {
                let changed = execute!(
                    conn,
                    "UPDATE person SET bsn_hash = $3 WHERE organisation = $1 AND id = $2",
                    line.organisation.uuid(),
                    person.uuid(),
                    hash,
                )
                .map_err(|error| error.unique("BSN"))?;
                if changed == 0 {
                    return Err(StoreError::Inconsistent { table: "person", what: "no such person" });
                }
                Ok(((), vec![line.clone()]))
            })
        })
        .await
    }
}
