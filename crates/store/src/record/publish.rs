//! Sharing an entry with the client, and hiding it again (R2).

use inzage_domain::{
    EntryId, PublishState,
    access::{ActingAs, Permit, PublishRecord},
};

use uuid::Uuid;

use super::{client_of, import_sql::move_section};
use crate::{
    Recorded, Store, StoreError,
    db::{Conn, execute, fetch_one, fetch_optional},
    time::micros,
};

impl Store {
    /// Puts an entry of the permit's client into a state. The same state again changes nothing.
    /// False when there is no such entry.
    pub async fn publish(
        &self,
        permit: &Recorded<Permit<PublishRecord>>,
        entry: EntryId,
        state: PublishState,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let moving = Moving {
            organisation: organisation.uuid(),
            client: client.uuid(),
            entry: entry.uuid(),
            state,
            by: (permit.acting() != ActingAs::Operator).then(|| permit.account().uuid()),
            now: micros(self.now()),
        };
        self.write(organisation, moving, |moving, conn| {
            Box::pin(async move {
                // The permit's own line tells of it.
                Ok((moving.apply(conn).await?, Vec::new()))
            })
        })
        .await
    }
}

/// An entry on its way to another state, in a write.
pub(crate) struct Moving {
    pub(crate) organisation: Uuid,
    pub(crate) client: Uuid,
    pub(crate) entry: Uuid,
    /// The state it gets.
    pub(crate) state: PublishState,
    /// By whom; `None` by a command or by itself.
    pub(crate) by: Option<Uuid>,
    /// When, in microseconds.
    pub(crate) now: i64,
}

impl Moving {
    /// Moves it, with its publish event and the count of its section. The same state again changes nothing.
    /// False when there is no such entry.
    pub(crate) async fn apply(&self, conn: &mut Conn) -> Result<bool, StoreError> {
        let Self { organisation, client, entry, state, by, now } = *self;
        let known = fetch_optional!(
            conn,
            (i64, i64, String, bool),
            "SELECT category, version, state, visible FROM entry WHERE organisation = $1 AND client = $2 AND id = $3",
            organisation,
            client,
            entry,
        )?;
        let Some((category, version, before, visible)) = known else { return Ok(false) };
        if before == state.key() {
            return Ok(true);
        }
        let shows = state == PublishState::Published;
        let changed = execute!(
            conn,
            "UPDATE entry SET state = $4, visible = $5, published_at = CASE WHEN $5 THEN $6 ELSE published_at END, updated_at = $6 WHERE organisation = $1 AND client = $2 AND id = $3 AND state = $7",
            organisation,
            client,
            entry,
            state.key(),
            shows,
            now,
            &before,
        )?;
        if changed == 0 {
            return Err(StoreError::Stale);
        }
        let (number,) = fetch_one!(
            conn,
            (i64,),
            "SELECT COALESCE(MAX(number), 0) + 1 FROM publish_event WHERE organisation = $1 AND entry = $2",
            organisation,
            entry,
        )?;
        execute!(
            conn,
            "INSERT INTO publish_event (organisation, entry, number, version, state, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            organisation,
            entry,
            number,
            version,
            state.key(),
            by,
            now,
        )?;
        move_section(conn, organisation, client, category, i64::from(shows) - i64::from(visible), now)
            .await?;
        Ok(true)
    }
}
