//! Destroying what one item says, where a client asked for it and a physician decided so (R25; WGBO
//! 7:455).

use inzage_domain::{EntryId, PublishState};
use jiff::Timestamp;
use uuid::Uuid;

use super::import_sql::move_section;
use crate::{
    StoreError,
    db::{Conn, execute, fetch_optional},
    time::micros,
};

/// Takes away all that an item of a client says, in every version, and the words by which it is found. What
/// stays is a row without content, by which an import knows that it is not to come back.
pub(crate) async fn erase_content(
    conn: &mut Conn,
    organisation: Uuid,
    client: Uuid,
    entry: EntryId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (entry, now) = (entry.uuid(), micros(at));
    let found = fetch_optional!(
        conn,
        (i64, bool),
        "SELECT category, visible FROM entry WHERE organisation = $1 AND client = $2 AND id = $3",
        organisation,
        client,
        entry,
    )?;
    let Some((category, visible)) = found else { return Ok(()) };
    execute!(
        conn,
        "UPDATE entry SET state = $3, visible = FALSE, updated_at = $4 WHERE organisation = $1 AND id = $2",
        organisation,
        entry,
        PublishState::Withdrawn.key(),
        now,
    )?;
    execute!(conn, "DELETE FROM entry_token WHERE organisation = $1 AND entry = $2", organisation, entry)?;
    execute!(conn, "DELETE FROM publish_event WHERE organisation = $1 AND entry = $2", organisation, entry)?;
    execute!(conn, "DELETE FROM entry_source WHERE organisation = $1 AND entry = $2", organisation, entry)?;
    // Nothing of it appears later, and no reason of a version tells of it.
    execute!(
        conn,
        "DELETE FROM planned_release WHERE organisation = $1 AND entry = $2",
        organisation,
        entry
    )?;
    execute!(conn, "DELETE FROM version_reason WHERE organisation = $1 AND entry = $2", organisation, entry)?;
    execute!(conn, "DELETE FROM entry_version WHERE organisation = $1 AND entry = $2", organisation, entry)?;
    move_section(conn, organisation, client, category, -i64::from(visible), now).await
}
