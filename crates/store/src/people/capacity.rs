//! Whether a client can decide about care (any more), as staff record it (R17; WGBO 7:465).

use inzage_domain::{
    AccountId, LogId, OrganisationId,
    access::{Permit, RecordCapacity},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{AccountProfile, account_place, check_texts};
use crate::{
    Recorded, Store, StoreError,
    db::{Conn, execute, fetch_all},
    record::client_of,
    seal::{Place, digest},
    time::{instant, micros},
    writer::{Claim, Once},
};

/// What was recorded once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapacityEvent {
    /// When it was recorded.
    pub at: Timestamp,
    /// The day of the judgement.
    pub judged_on: Date,
    /// Whether the client cannot decide.
    pub incapable: bool,
    /// Who recorded it, as that account is called.
    pub by: String,
    /// Why, as it was written.
    pub reason: String,
}

const fn reason_place(organisation: OrganisationId, event: Uuid) -> Place {
    Place::new(organisation, "capacity_event.sealed_reason", event)
}

struct Input {
    organisation: OrganisationId,
    client: Uuid,
    id: Uuid,
    incapable: bool,
    judged_on: Date,
    by: AccountId,
    at: Timestamp,
    sealed_reason: Vec<u8>,
}

impl Store {
    /// What was recorded about whether the client of a permit can decide, newest first.
    pub async fn capacity_events(
        &self,
        permit: &Recorded<Permit<RecordCapacity>>,
    ) -> Result<Vec<CapacityEvent>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, String, bool, Uuid, Vec<u8>, Vec<u8>),
            "SELECT e.id, e.at, e.judged_on, e.is_incapable, e.by_account, a.sealed_profile, e.sealed_reason FROM capacity_event e
             JOIN account a ON a.organisation = e.organisation AND a.id = e.by_account
             WHERE e.organisation = $1 AND e.client = $2 ORDER BY e.at DESC, e.id DESC LIMIT 200",
            organisation.uuid(),
            client.uuid(),
        )?;
        let seal = self.keys().client(organisation, client).await?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(id, at, judged_on, incapable, by, profile, reason)| {
                let place = account_place(organisation, AccountId::from_uuid(by));
                let profile: AccountProfile = keys.seal.open_json(&place, &profile)?;
                Ok(CapacityEvent {
                    at: instant(at)?,
                    judged_on: judged_on
                        .parse()
                        .map_err(|_| StoreError::Inconsistent { table: "capacity_event", what: "day" })?,
                    incapable,
                    by: profile.display_name,
                    reason: seal.seal.open_json(&reason_place(organisation, id), &reason)?,
                })
            })
            .collect()
    }

    /// Records whether the client of a permit can decide, once for its key: from the next request on, in
    /// open sessions too. What the client had asked while it could not decide lapses when it can again.
    /// The permit's own line tells of it. Says whether it was done now, not by the same form before.
    pub async fn record_capacity(
        &self,
        permit: &Recorded<Permit<RecordCapacity>>,
        incapable: bool,
        judged_on: Date,
        reason: &str,
        key: Uuid,
    ) -> Result<bool, StoreError> {
        check_texts(&[reason])?;
        let (organisation, client) = client_of(permit)?;
        let id = LogId::new(self.clock(), self.chance()).uuid();
        let keys = self.keys().client(organisation, client).await?;
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(format!("capacity {client} {incapable} {judged_on} {reason}").as_bytes()),
            at: permit.at(),
        };
        let input = Input {
            organisation,
            client: client.uuid(),
            id,
            incapable,
            judged_on,
            by: permit.account(),
            at: permit.at(),
            sealed_reason: keys.seal.seal_json(self.chance(), &reason_place(organisation, id), &reason)?,
        };
        let once = self.write_once(organisation, claim, Vec::new(), input, |input, conn| {
            Box::pin(async move { Ok((input.keep(conn).await?, Vec::new())) })
        });
        Ok(matches!(once.await?, Once::Now(())))
    }
}

impl Input {
    async fn keep(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let (organisation, now) = (self.organisation.uuid(), micros(self.at));
        execute!(
            conn,
            "INSERT INTO capacity_event (organisation, id, client, is_incapable, judged_on, by_account, at, sealed_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation,
            self.id,
            self.client,
            self.incapable,
            self.judged_on.to_string(),
            self.by.uuid(),
            now,
            &self.sealed_reason,
        )?;
        execute!(
            conn,
            "UPDATE client SET incapable_since = $3 WHERE organisation = $1 AND id = $2",
            organisation,
            self.client,
            self.incapable.then_some(now),
        )?;
        if !self.incapable {
            execute!(
                conn,
                "UPDATE closing_request SET decided_at = $3, decided_by = $4, decision = 'lapsed' WHERE organisation = $1 AND client = $2 AND decided_at IS NULL",
                organisation,
                self.client,
                now,
                self.by.uuid(),
            )?;
        }
        Ok(())
    }
}
