//! The statements of the key store.

use inzage_domain::{ClientId, OrganisationId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    StoreError,
    db::{Batch, Db, Engine, execute, fetch_all, fetch_optional, insert_all},
    time::micros,
};

pub(super) async fn insert_organisation(
    db: &Db,
    organisation: OrganisationId,
    wrapped: Vec<u8>,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO organisation_key (organisation, wrapped, created_at) VALUES ($1, $2, $3) ON CONFLICT (organisation) DO NOTHING",
        organisation.uuid(),
        &wrapped,
        micros(now),
    )?;
    Ok(())
}

pub(super) async fn organisation(
    db: &Db,
    organisation: OrganisationId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = fetch_optional!(
        db,
        (Vec<u8>,),
        "SELECT wrapped FROM organisation_key WHERE organisation = $1",
        organisation.uuid()
    )?;
    Ok(row.map(|(wrapped,)| wrapped))
}

/// A later key of an organisation: number, wrapped key, and since when it seals.
pub(super) type Generation = (i64, Vec<u8>, i64);

/// The later keys of an organisation, in order.
pub(super) async fn generations(
    db: &Db,
    organisation: OrganisationId,
) -> Result<Vec<Generation>, StoreError> {
    fetch_all!(
        db,
        Generation,
        "SELECT generation, wrapped, active_at FROM organisation_key_generation WHERE organisation = $1 ORDER BY generation",
        organisation.uuid(),
    )
}

/// Adds the next one. `Stale` where somebody else added it first.
pub(super) async fn insert_generation(
    db: &Db,
    organisation: OrganisationId,
    (generation, wrapped, active_at): Generation,
    now: Timestamp,
) -> Result<(), StoreError> {
    let added = execute!(
        db,
        "INSERT INTO organisation_key_generation (organisation, generation, wrapped, active_at, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation, generation) DO NOTHING",
        organisation.uuid(),
        generation,
        &wrapped,
        active_at,
        micros(now),
    )?;
    if added == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// Puts a later key under another wrapping.
pub(super) async fn rewrap_generation(
    db: &Db,
    organisation: OrganisationId,
    generation: i64,
    wrapped: &[u8],
) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE organisation_key_generation SET wrapped = $3 WHERE organisation = $1 AND generation = $2",
        organisation.uuid(),
        generation,
        wrapped,
    )?;
    Ok(())
}

/// Clients after one, with their wrapped keys, a page of them; destroyed ones are left out.
pub(super) async fn clients_after(
    db: &Db,
    organisation: OrganisationId,
    after: Uuid,
) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    fetch_all!(
        db,
        (Uuid, Vec<u8>),
        "SELECT client, wrapped FROM client_key WHERE organisation = $1 AND client > $2 AND wrapped IS NOT NULL ORDER BY client LIMIT 500",
        organisation.uuid(),
        after,
    )
}

/// Puts a client's key under another wrapping, where it was not destroyed meanwhile.
pub(super) async fn rewrap_client(
    db: &Db,
    organisation: OrganisationId,
    client: Uuid,
    before: &[u8],
    wrapped: &[u8],
) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE client_key SET wrapped = $4 WHERE organisation = $1 AND client = $2 AND wrapped = $3",
        organisation.uuid(),
        client,
        before,
        wrapped,
    )?;
    Ok(())
}

/// What signs the heads, as each master key since the first wrapped it: id and wrapped seed.
pub(super) async fn head_keys(db: &Db) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    fetch_all!(db, (Uuid, Vec<u8>), "SELECT id, wrapped FROM head_key ORDER BY created_at, id")
}

pub(super) async fn insert_head_key(
    db: &Db,
    id: Uuid,
    wrapped: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO head_key (id, wrapped, created_at) VALUES ($1, $2, $3)",
        id,
        wrapped,
        micros(now),
    )?;
    Ok(())
}

/// Puts an organisation's key under another wrapping, where it is still the one that was read.
pub(super) async fn rewrap_organisation(
    db: &Db,
    organisation: OrganisationId,
    before: &[u8],
    wrapped: &[u8],
) -> Result<(), StoreError> {
    let changed = execute!(
        db,
        "UPDATE organisation_key SET wrapped = $3 WHERE organisation = $1 AND wrapped = $2",
        organisation.uuid(),
        before,
        wrapped,
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

static CLIENTS: Batch =
    Batch::new("INSERT INTO client_key (organisation, client, wrapped, created_at)", 4, "");

pub(super) async fn insert_clients(
    db: &Db,
    organisation: OrganisationId,
    wrapped: &[(ClientId, Vec<u8>)],
    now: Timestamp,
) -> Result<(), StoreError> {
    insert_all!(db, CLIENTS, wrapped, row => organisation.uuid(), row.0.uuid(), &row.1, micros(now))?;
    Ok(())
}

/// How many clients one query asks for; shorter lists repeat their first.
const ASKED: usize = 16;

pub(super) async fn clients(
    db: &Db,
    organisation: OrganisationId,
    clients: &[ClientId],
) -> Result<Vec<(ClientId, Vec<u8>)>, StoreError> {
    let mut found = Vec::with_capacity(clients.len());
    for some in clients.chunks(ASKED) {
        let Some(&first) = some.first() else { continue };
        let mut ids = [first.uuid(); ASKED];
        for (place, client) in ids.iter_mut().zip(some) {
            *place = client.uuid();
        }
        let rows = if some.len() == 1 {
            fetch_all!(
                db,
                (Uuid, Vec<u8>),
                "SELECT client, wrapped FROM client_key WHERE organisation = $1 AND client = $2 AND wrapped IS NOT NULL",
                organisation.uuid(),
                first.uuid(),
            )?
        } else {
            fetch_all!(
                db,
                (Uuid, Vec<u8>),
                "SELECT client, wrapped FROM client_key WHERE organisation = $1 AND wrapped IS NOT NULL AND client IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
                organisation.uuid(),
                ids[0],
                ids[1],
                ids[2],
                ids[3],
                ids[4],
                ids[5],
                ids[6],
                ids[7],
                ids[8],
                ids[9],
                ids[10],
                ids[11],
                ids[12],
                ids[13],
                ids[14],
                ids[15],
            )?
        };
        found.extend(rows.into_iter().map(|(client, wrapped)| (ClientId::from_uuid(client), wrapped)));
    }
    Ok(found)
}

pub(super) async fn is_destroyed(
    db: &Db,
    organisation: OrganisationId,
    client: ClientId,
) -> Result<bool, StoreError> {
    let row = fetch_optional!(
        db,
        (i64,),
        "SELECT destroyed_at FROM client_key WHERE organisation = $1 AND client = $2 AND destroyed_at IS NOT NULL",
        organisation.uuid(),
        client.uuid(),
    )?;
    Ok(row.is_some())
}

pub(super) async fn destroy(
    db: &Db,
    organisation: OrganisationId,
    client: ClientId,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE client_key SET wrapped = NULL, destroyed_at = COALESCE(destroyed_at, $3) WHERE organisation = $1 AND client = $2",
        organisation.uuid(),
        client.uuid(),
        micros(now),
    )?;
    forget_pages(db).await
}

/// The old page must not live on in the WAL. A reader can hold the checkpoint back for a moment only:
/// readers of the key store ask one short question.
pub(super) async fn forget_pages(db: &Db) -> Result<(), StoreError> {
    if let Engine::Sqlite(_) = db {
        for _ in 0..50 {
            let done = fetch_optional!(db, (i64, i64, i64), "PRAGMA wal_checkpoint(TRUNCATE)")?;
            if done.is_none_or(|(busy, _, _)| busy == 0) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    Ok(())
}
