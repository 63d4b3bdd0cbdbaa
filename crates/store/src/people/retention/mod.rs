//! How long records are kept: which have come to their last day, legal holds, and destroying a record for
//! good (R35; WGBO 7:454 lid 3).

mod end;

use inzage_domain::{
    ClientId, ClientName, OrganisationId,
    access::{ManageRetention, Permit, Refusal},
    log::{EventAction, EventCode, LogLine, LogThing},
    retention::{ANNOUNCED, Kept},
    written::day_of,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use uuid::Uuid;

use super::{Demographics, check_texts, demographics_place};
use crate::{
    Actor, Permitted, Recorded, RequestContext, Store, StoreError,
    db::{execute, fetch_all, fetch_one, fetch_optional},
    seal::Place,
    time::{instant, maybe_instant, micros},
};

/// Records that a page shows.
const SHOWN: i64 = 200;

/// A hold on a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalHold {
    /// Since when.
    pub set_at: Timestamp,
    /// Why.
    pub reason: String,
    /// When and why it was lifted; nothing while it stands.
    pub lifted: Option<(Timestamp, String)>,
}

/// A record whose last day is near or has gone by, or on which a hold stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRecord {
    /// Whose.
    pub client: ClientId,
    /// The client's name.
    pub name: ClientName,
    /// What its term runs from; of a client in care, as if care ended now.
    pub kept: Kept,
    /// Whether care goes on: then the term has not begun.
    pub in_care: bool,
    /// Its holds, newest first.
    pub holds: Vec<LegalHold>,
}

impl KeptRecord {
    /// Whether a hold stands.
    pub fn is_held(&self) -> bool {
        self.holds.iter().any(|hold| hold.lifted.is_none())
    }
}

/// A record that was destroyed: nothing else is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DestroyedRecord {
    /// The number that it had.
    pub client: ClientId,
    /// When it was destroyed.
    pub at: Timestamp,
    /// Until when it had to be kept.
    pub last_day: Date,
}

/// What came of destroying a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destroying {
    /// It is gone, now or by the same form before.
    Done,
    /// Its last day has not gone by.
    TooEarly,
    /// A hold stands.
    Held,
}

const fn reason_place(organisation: OrganisationId, hold: Uuid) -> Place {
    Place::new(organisation, "legal_hold.sealed_reason", hold)
}

const fn lifted_place(organisation: OrganisationId, hold: Uuid) -> Place {
    Place::new(organisation, "legal_hold.sealed_lift_reason", hold)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    ended_at: Option<i64>,
    touched_at: i64,
    changed_at: Option<i64>,
    sealed_demographics: Vec<u8>,
}

type HoldRow = (Uuid, i64, Vec<u8>, Option<i64>, Option<Vec<u8>>);

/// Columns of [`Row`], from `client c`.
macro_rules! kept_columns {
    () => {
        "c.id, c.ended_at, c.touched_at, c.sealed_demographics,
         (SELECT MAX(s.updated_at) FROM section s WHERE s.organisation = c.organisation AND s.client = c.id) AS changed_at"
    };
}

impl Store {
    /// Records whose last day is near or has gone by, or on which a hold stands; the longest ended first.
    /// One line in the log names them all.
    pub async fn retention_list(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Vec<KeptRecord>>, Refusal>, StoreError> {
        let years = actor.policy().retention_years;
        let mut context = context.clone();
        context.things.push(LogThing { kind: "search".into(), id: "retention".into() });
        self.permit_then::<ManageRetention, _, _>(actor, &context, async |permit| {
            let organisation = permit.organisation();
            let today = day_of(permit.at());
            // Whose care ended later cannot have come near its last day.
            let ended_before = permit
                .at()
                .to_zoned(jiff::tz::TimeZone::UTC)
                .checked_sub(i64::from(years).years())
                .and_then(|day| day.checked_add((i64::from(ANNOUNCED) + 2).days()))
                .map_or(Timestamp::MIN, |day| day.timestamp());
            let rows = fetch_all!(
                self.db(),
                Row,
                concat!(
                    "SELECT ", kept_columns!(), " FROM client c
                     WHERE c.organisation = $1 AND c.destroyed_at IS NULL
                       AND ((c.ended_at IS NOT NULL AND c.ended_at <= $2)
                         OR EXISTS (SELECT 1 FROM legal_hold h WHERE h.organisation = c.organisation AND h.client = c.id AND h.lifted_at IS NULL))
                     ORDER BY c.ended_at, c.id LIMIT $3"
                ),
                organisation.uuid(),
                micros(ended_before),
                SHOWN,
            )?;
            let mut found = Vec::with_capacity(rows.len());
            for row in rows {
                let Some(record) = self.kept_record(organisation, row, permit.at()).await? else { continue };
                if record.is_held() || record.kept.is_near(years, today) {
                    found.push(record);
                }
            }
            let shown = found.iter().map(|record| record.client).collect();
            Ok((found, shown))
        })
        .await
    }

    /// One record of the permit's organisation that is not destroyed, in care or not. A line names it.
    pub async fn retention_of(
        &self,
        permit: &Permitted<ManageRetention>,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Option<KeptRecord>, StoreError> {
        let found = self.retained(permit, client).await?;
        if found.is_some() {
            self.append(&line(permit, client, "read", EventAction::Read, self.now(), context)).await?;
        }
        Ok(found)
    }

    async fn retained(
        &self,
        permit: &Permit<ManageRetention>,
        client: ClientId,
    ) -> Result<Option<KeptRecord>, StoreError> {
        let organisation = permit.organisation();
        let row = fetch_optional!(
            self.db(),
            Row,
            concat!(
                "SELECT ",
                kept_columns!(),
                " FROM client c WHERE c.organisation = $1 AND c.id = $2 AND c.destroyed_at IS NULL"
            ),
            organisation.uuid(),
            client.uuid(),
        )?;
        match row {
            Some(row) => self.kept_record(organisation, row, permit.at()).await,
            None => Ok(None),
        }
    }

    /// `None` where the key is gone: the rest of destroying it is still to be done.
    async fn kept_record(
        &self,
        organisation: OrganisationId,
        row: Row,
        now: Timestamp,
    ) -> Result<Option<KeptRecord>, StoreError> {
        let client = ClientId::from_uuid(row.id);
        let keys = match self.keys().client(organisation, client).await {
            Ok(keys) => keys,
            Err(StoreError::KeyMissing(_) | StoreError::KeyDestroyed) => return Ok(None),
            Err(error) => return Err(error),
        };
        let known: Demographics =
            keys.seal.open_json(&demographics_place(organisation, client), &row.sealed_demographics)?;
        let rows = fetch_all!(
            self.db(),
            HoldRow,
            "SELECT id, set_at, sealed_reason, lifted_at, sealed_lift_reason FROM legal_hold WHERE organisation = $1 AND client = $2 ORDER BY set_at DESC, id DESC",
            organisation.uuid(),
            client.uuid(),
        )?;
        let holds = rows
            .into_iter()
            .map(|(id, set_at, reason, lifted_at, lifted)| {
                let lifted = match (maybe_instant(lifted_at)?, lifted) {
                    (Some(at), Some(sealed)) => {
                        Some((at, keys.seal.open_json(&lifted_place(organisation, id), &sealed)?))
                    }
                    _ => None,
                };
                let reason = keys.seal.open_json(&reason_place(organisation, id), &reason)?;
                Ok(LegalHold { set_at: instant(set_at)?, reason, lifted })
            })
            .collect::<Result<_, StoreError>>()?;
        // Who is still in care has changed today.
        let ended_on = day_of(maybe_instant(row.ended_at)?.unwrap_or(now));
        let changed = instant(row.changed_at.unwrap_or(row.touched_at).max(row.touched_at))?;
        let kept = Kept { ended_on, changed_on: day_of(changed), born: known.birth_date };
        Ok(Some(KeptRecord { client, name: known.name, kept, in_care: row.ended_at.is_none(), holds }))
    }

    /// Records of the permit's organisation that were destroyed, newest first, at most two hundred.
    pub async fn retention_past(
        &self,
        permit: &Permitted<ManageRetention>,
    ) -> Result<Vec<DestroyedRecord>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, String),
            "SELECT client, decided_at, last_day FROM destruction WHERE organisation = $1 ORDER BY decided_at DESC, client LIMIT $2",
            permit.organisation().uuid(),
            SHOWN,
        )?;
        rows.into_iter()
            .map(|(client, at, last_day)| {
                let last_day = last_day
                    .parse()
                    .map_err(|_| StoreError::Inconsistent { table: "destruction", what: "day" })?;
                Ok(DestroyedRecord { client: ClientId::from_uuid(client), at: instant(at)?, last_day })
            })
            .collect()
    }

    /// Puts a hold on a record. Where one stands already nothing changes. `false` where there is no such
    /// record.
    pub async fn retention_hold(
        &self,
        permit: &Permitted<ManageRetention>,
        client: ClientId,
        reason: &str,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        check_texts(&[reason])?;
        let organisation = permit.organisation();
        if self.retained(permit, client).await?.is_none() {
            return Ok(false);
        }
        let keys = self.keys().client(organisation, client).await?;
        let id = inzage_domain::LogId::new(self.clock(), self.chance()).uuid();
        let sealed = keys.seal.seal_json(self.chance(), &reason_place(organisation, id), &reason)?;
        let line = line(permit, client, "hold", EventAction::Update, self.now(), context);
        let input = (client, id, permit.account(), sealed, line);
        self.write(organisation, input, |(client, id, by, sealed, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                let (gone,) = fetch_one!(
                    conn,
                    (bool,),
                    "SELECT destroyed_at IS NOT NULL FROM client WHERE organisation = $1 AND id = $2",
                    organisation,
                    client.uuid(),
                )?;
                if gone {
                    return Ok((false, Vec::new()));
                }
                let set = execute!(
                    conn,
                    "INSERT INTO legal_hold (organisation, id, client, set_at, set_by, sealed_reason) VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (organisation, client) WHERE lifted_at IS NULL DO NOTHING",
                    organisation,
                    *id,
                    client.uuid(),
                    micros(line.at),
                    by.uuid(),
                    sealed,
                )?;
                Ok((true, if set > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// Lifts the hold that stands, with a reason. `false` where none stands (any more).
    pub async fn retention_lift(
        &self,
        permit: &Permitted<ManageRetention>,
        client: ClientId,
        reason: &str,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        check_texts(&[reason])?;
        let organisation = permit.organisation();
        let open = fetch_optional!(
            self.db(),
            (Uuid,),
            "SELECT h.id FROM legal_hold h JOIN client c ON c.organisation = h.organisation AND c.id = h.client
             WHERE h.organisation = $1 AND h.client = $2 AND h.lifted_at IS NULL AND c.destroyed_at IS NULL",
            organisation.uuid(),
            client.uuid(),
        )?;
        let Some((id,)) = open else { return Ok(false) };
        let keys = self.keys().client(organisation, client).await?;
        let sealed = keys.seal.seal_json(self.chance(), &lifted_place(organisation, id), &reason)?;
        let line = line(permit, client, "hold-lifted", EventAction::Update, self.now(), context);
        self.write(organisation, (id, permit.account(), sealed, line), |(id, by, sealed, line), conn| {
            Box::pin(async move {
                let lifted = execute!(
                    conn,
                    "UPDATE legal_hold SET lifted_at = $3, lifted_by = $4, sealed_lift_reason = $5 WHERE organisation = $1 AND id = $2 AND lifted_at IS NULL",
                    line.organisation.uuid(),
                    *id,
                    micros(line.at),
                    by.uuid(),
                    sealed,
                )?;
                Ok((lifted > 0, if lifted > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }
}

fn line(
    permit: &Permit<ManageRetention>,
    client: ClientId,
    what: &str,
    action: EventAction,
    at: Timestamp,
    context: &RequestContext,
) -> LogLine {
    let role = crate::access::role_code(permit.acting());
    let code = if action == EventAction::Delete { EventCode::DestroyKey } else { EventCode::Retention };
    let mut line = crate::access::account_line(
        permit.organisation(),
        Some(permit.account()),
        role,
        code,
        action,
        at,
        context,
    );
    line.clients.push(client);
    line.things.push(LogThing { kind: "retention".into(), id: what.into() });
    line
}
