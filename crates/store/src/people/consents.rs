//! Consents of a client: what was said about each purpose, by whom and on which ground (R129, R137).

use inzage_domain::{
    AccountId, Basis, LogId, OrganisationId,
    access::{GiveConsent, Permit, ReadConsents},
    consent::{ConsentFact, Decision, Purpose, Voice},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{AccountProfile, account_place, basis_of};
use crate::{
    Recorded, Store, StoreError,
    db::{execute, fetch_all},
    record::client_of,
    seal::digest,
    time::{instant, maybe_instant, micros},
    writer::{Claim, Once},
};

/// What was said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentEvent {
    /// About what, what, with which voice, when and until when.
    pub fact: ConsentFact,
    /// On which ground.
    pub basis: Basis,
    /// Who said it, as that account is called.
    pub by: String,
}

/// A word about a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// About what.
    pub purpose: Purpose,
    /// What.
    pub decision: Decision,
    /// Until when it counts, exclusive; `None` without an end.
    pub until: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    purpose: String,
    decision: String,
    voice: String,
    basis: String,
    at: i64,
    until_at: Option<i64>,
    by_account: Uuid,
    sealed_profile: Vec<u8>,
}

struct Input {
    organisation: OrganisationId,
    client: Uuid,
    id: Uuid,
    new: NewConsent,
    basis: Basis,
    relation: Uuid,
    by: AccountId,
    at: Timestamp,
}

impl Store {
    /// Everything that was said about consents of the client of a permit, in the order in which it was
    /// kept: what [`inzage_domain::consent::consented`] asks for.
    pub async fn consent_events(
        &self,
        permit: &Recorded<Permit<ReadConsents>>,
    ) -> Result<Vec<ConsentEvent>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT e.purpose, e.decision, e.voice, e.basis, e.at, e.until_at, e.by_account, a.sealed_profile FROM consent_event e
             JOIN account a ON a.organisation = e.organisation AND a.id = e.by_account
             WHERE e.organisation = $1 AND e.client = $2 ORDER BY e.at, e.id",
            organisation.uuid(),
            client.uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let odd = |what| StoreError::Inconsistent { table: "consent_event", what };
        rows.into_iter()
            .map(|row| {
                let place = account_place(organisation, AccountId::from_uuid(row.by_account));
                let profile: AccountProfile = keys.seal.open_json(&place, &row.sealed_profile)?;
                Ok(ConsentEvent {
                    fact: ConsentFact {
                        purpose: Purpose::from_key(&row.purpose).ok_or(odd("purpose"))?,
                        decision: Decision::from_key(&row.decision).ok_or(odd("decision"))?,
                        voice: Voice::from_key(&row.voice).ok_or(odd("voice"))?,
                        at: instant(row.at)?,
                        until: maybe_instant(row.until_at)?,
                    },
                    basis: basis_of(&row.basis)?,
                    by: profile.display_name,
                })
            })
            .collect()
    }

    /// Keeps what the holder of a permit says about a purpose, once for its key. It counts from the
    /// instant of the permit on. `false` when the key was used for something else. The permit's own line
    /// tells of it.
    pub async fn record_consent(
        &self,
        permit: &Recorded<Permit<GiveConsent>>,
        new: NewConsent,
        key: Uuid,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let (relation, basis) = permit
            .basis()
            .ok_or(StoreError::Inconsistent { table: "permit", what: "it rests on no relation" })?;
        let until = new.until.map_or(0, micros);
        let act = format!("consent {client} {} {} {until}", new.purpose.key(), new.decision.key());
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(act.as_bytes()),
            at: permit.at(),
        };
        let input = Input {
            organisation,
            client: client.uuid(),
            id: LogId::new(self.clock(), self.chance()).uuid(),
            new,
            basis,
            relation: relation.uuid(),
            by: permit.account(),
            at: permit.at(),
        };
        let kept = self
            .write_once(organisation, claim, Vec::new(), input, |input, conn| {
                Box::pin(async move {
                    let voice = if input.basis == Basis::Own { Voice::Client } else { Voice::Representative };
                    execute!(
                        conn,
                        "INSERT INTO consent_event (organisation, id, client, purpose, decision, voice, basis, relation, by_account, at, until_at)
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                        input.organisation.uuid(),
                        input.id,
                        input.client,
                        input.new.purpose.key(),
                        input.new.decision.key(),
                        voice.key(),
                        input.basis.key(),
                        input.relation,
                        input.by.uuid(),
                        micros(input.at),
                        input.new.until.map(micros),
                    )?;
                    Ok(((), Vec::new()))
                })
            })
            .await?;
        Ok(!matches!(kept, Once::Reused))
    }
}
