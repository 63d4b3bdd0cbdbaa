//! Reading a client's own log: who looked at the record (L6, NEN 7513 chapter 9).

use std::collections::{HashMap, hash_map::Entry};

use inzage_domain::{AccountId, OrganisationId};
use jiff::Timestamp;
use uuid::Uuid;

use super::{LogDetails, line};
use crate::{
    StoreError,
    db::{Db, fetch_all},
    keys::OrganisationKeys,
    people::{AccountProfile, account_place},
    time::{instant, micros},
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
    /// Whose that is: how the person is greeted; `None` for a command and for who was nobody here.
    pub name: Option<String>,
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
    sealed_profile: Option<Vec<u8>>,
}

/// Which lines are asked for.
pub(crate) struct Asked {
    pub(crate) client: Uuid,
    /// From when.
    pub(crate) since: Timestamp,
    /// Before which place in the chain.
    pub(crate) before: i64,
    pub(crate) limit: i64,
}

/// The newest lines that name a client.
pub(crate) async fn of_client(
    db: &Db,
    keys: &OrganisationKeys,
    organisation: OrganisationId,
    asked: &Asked,
) -> Result<Vec<ClientLogLine>, StoreError> {
    let rows = fetch_all!(
        db,
        Row,
        "SELECT l.seq, l.id, l.at, l.event, l.action, l.outcome, l.actor, l.payload, a.sealed_profile FROM log_object o
         JOIN log_line l ON l.organisation = o.organisation AND l.seq = o.seq
         LEFT JOIN account a ON a.organisation = l.organisation AND a.id = l.actor
         WHERE o.organisation = $1 AND o.client = $2 AND o.seq < $3 AND l.at >= $4 ORDER BY o.seq DESC LIMIT $5",
        organisation.uuid(),
        asked.client,
        asked.before,
        micros(asked.since),
        asked.limit,
    )?;
    // The same few people act again and again: each is opened once.
    let mut names: HashMap<Uuid, String> = HashMap::new();
    rows.into_iter()
        .map(|row| {
            let name = match (row.actor, row.sealed_profile) {
                (Some(account), Some(sealed)) => Some(match names.entry(account) {
                    Entry::Occupied(known) => known.get().clone(),
                    Entry::Vacant(place) => {
                        let account = AccountId::from_uuid(account);
                        let profile: AccountProfile =
                            keys.seal.open_json(&account_place(organisation, account), &sealed)?;
                        place.insert(profile.display_name).clone()
                    }
                }),
                _ => None,
            };
            Ok(ClientLogLine {
                seq: row.seq,
                at: instant(row.at)?,
                event: row.event,
                action: row.action,
                outcome: row.outcome,
                actor: row.actor.map(AccountId::from_uuid),
                name,
                details: line::open(keys, organisation, row.id, &row.payload)?,
            })
        })
        .collect()
}
