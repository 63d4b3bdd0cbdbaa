//! Reading a client's own log: what later becomes "who looked at my record?" (R76 and others).

use inzage_domain::{AccountId, OrganisationId};
use jiff::Timestamp;
use uuid::Uuid;

use super::{LogDetails, line};
use crate::{
    StoreError,
    db::{Db, fetch_all},
    keys::OrganisationKeys,
    time::instant,
};

/// A line of the log in which a client is named.
#[derive(Clone, Debug)]
pub struct ClientLogLine {
    /// Place in the chain.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Event, action and outcome as stored words.
    pub event: String,
    /// Action code (C, R, U, D, E).
    pub action: String,
    /// Outcome (1 done, 2 refused, 3 failed).
    pub outcome: String,
    /// The account that did it.
    pub actor: Option<AccountId>,
    /// The rest.
    pub details: LogDetails,
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    id: Uuid,
    at: i64,
    event: String,
    action: String,
    outcome: String,
    actor: Option<Uuid>,
    payload: Vec<u8>,
}

/// The newest lines that name a client, before a place in the chain.
pub(crate) async fn of_client(
    db: &Db,
    keys: &OrganisationKeys,
    organisation: OrganisationId,
    client: Uuid,
    before: i64,
    limit: i64,
) -> Result<Vec<ClientLogLine>, StoreError> {
    let rows = fetch_all!(
        db,
        Row,
        "SELECT l.seq, l.id, l.at, l.event, l.action, l.outcome, l.actor, l.payload FROM log_object o JOIN log_line l ON l.organisation = o.organisation AND l.seq = o.seq WHERE o.organisation = $1 AND o.client = $2 AND o.seq < $3 ORDER BY o.seq DESC LIMIT $4",
        organisation.uuid(),
        client,
        before,
        limit,
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(ClientLogLine {
                seq: row.seq,
                at: instant(row.at)?,
                event: row.event,
                action: row.action,
                outcome: row.outcome,
                actor: row.actor.map(AccountId::from_uuid),
                details: line::open(keys, organisation, row.id, &row.payload)?,
            })
        })
        .collect()
}
