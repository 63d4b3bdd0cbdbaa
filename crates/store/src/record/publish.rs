//! Sharing an entry with the client, and hiding it again (R2).

use inzage_domain::{
    EntryId, PublishState,
    access::{Permit, PublishRecord},
};

use super::{client_of, import_sql::move_section};
use crate::{
    Recorded, Store, StoreError,
    db::{execute, fetch_one, fetch_optional},
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
        let input = (organisation, client, entry, state, micros(self.now()));
        self.write(organisation, input, |(organisation, client, entry, state, now), conn| {
            Box::pin(async move {
                let (organisation, now) = (organisation.uuid(), *now);
                let known = fetch_optional!(
                    conn,
                    (i64, i64, String, bool),
                    "SELECT category, version, state, visible FROM entry WHERE organisation = $1 AND client = $2 AND id = $3",
                    organisation,
                    client.uuid(),
                    entry.uuid(),
                )?;
                let Some((category, version, before, visible)) = known else { return Ok((false, Vec::new())) };
                if before == state.key() {
                    return Ok((true, Vec::new()));
                }
                let shows = *state == PublishState::Published;
                let changed = execute!(
                    conn,
                    "UPDATE entry SET state = $4, visible = $5, published_at = CASE WHEN $5 THEN $6 ELSE published_at END, updated_at = $6 WHERE organisation = $1 AND client = $2 AND id = $3 AND state = $7",
                    organisation,
                    client.uuid(),
                    entry.uuid(),
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
                    entry.uuid(),
                )?;
                execute!(
                    conn,
                    "INSERT INTO publish_event (organisation, entry, number, version, state, at) VALUES ($1, $2, $3, $4, $5, $6)",
                    organisation,
                    entry.uuid(),
                    number,
                    version,
                    state.key(),
                    now,
                )?;
                move_section(conn, organisation, client.uuid(), category, i64::from(shows) - i64::from(visible), now).await?;
                // The permit's own line tells of it.
                Ok((true, Vec::new()))
            })
        })
        .await
    }
}
