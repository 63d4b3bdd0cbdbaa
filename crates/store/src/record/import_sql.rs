//! The statements of an import.

use std::collections::{BTreeMap, HashMap};

use inzage_domain::{AccountId, ClientId, EntryId, OrganisationId};
use uuid::Uuid;

use crate::{
    StoreError,
    db::{Batch, Conn, Db, execute, fetch_all, fetch_one, fetch_optional, insert_all},
};

/// An entry that came from the same source before.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) content_hash: Vec<u8>,
    pub(super) category: i64,
    pub(super) visible: bool,
}

/// An item ready to be written.
pub(super) struct Fresh {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) category: i64,
    pub(super) kind: String,
    pub(super) source: String,
    pub(super) source_hash: Vec<u8>,
    pub(super) content_hash: Vec<u8>,
    pub(super) state: &'static str,
    pub(super) visible: bool,
    pub(super) care_at: i64,
    pub(super) care_precision: &'static str,
    pub(super) care_offset: Option<i64>,
    pub(super) recorded_at: i64,
    pub(super) author: Option<Uuid>,
    pub(super) location: Option<Uuid>,
    pub(super) care_type: Option<String>,
    pub(super) format: String,
    pub(super) sealed_author: Vec<u8>,
    pub(super) sealed_summary: Vec<u8>,
    pub(super) sealed_identifier: Vec<u8>,
    pub(super) sealed_bytes: Vec<u8>,
}

/// What one write takes.
pub(super) struct Chunk {
    organisation: Uuid,
    client: Uuid,
    by: Option<Uuid>,
    now: i64,
    created: Vec<Fresh>,
    changed: Vec<(Fresh, Known)>,
    tokens: Vec<(Vec<u8>, Uuid)>,
}

impl Chunk {
    pub(super) const fn new(organisation: OrganisationId, client: ClientId, now: i64) -> Self {
        Self {
            organisation: organisation.uuid(),
            client: client.uuid(),
            by: None,
            now,
            created: Vec::new(),
            changed: Vec::new(),
            tokens: Vec::new(),
        }
    }

    /// By whom what may be seen of it is decided, where it is somebody of the organisation or a client.
    pub(super) fn by(mut self, account: AccountId) -> Self {
        self.by = Some(account.uuid());
        self
    }

    pub(super) fn add(&mut self, fresh: Fresh, before: Option<Known>, tokens: Vec<Vec<u8>>) {
        self.tokens.extend(tokens.into_iter().map(|token| (token, fresh.id)));
        match before {
            Some(before) => self.changed.push((fresh, before)),
            None => self.created.push(fresh),
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.created.is_empty() && self.changed.is_empty()
    }
}

/// Hashes asked for at once; shorter lists repeat their first.
const ASKED: usize = 8;

/// The entries that came from these sources under these identifiers before.
pub(super) async fn known(
    db: &Db,
    organisation: OrganisationId,
    client: ClientId,
    sources: &[(&str, &[u8])],
) -> Result<HashMap<(String, Vec<u8>), Known>, StoreError> {
    let mut found = HashMap::new();
    for some in sources.chunks(ASKED) {
        let Some((_, first)) = some.first() else { continue };
        let mut hashes = [*first; ASKED];
        for (place, (_, hash)) in hashes.iter_mut().zip(some) {
            *place = hash;
        }
        let names: std::collections::BTreeSet<&str> = some.iter().map(|(source, _)| *source).collect();
        for source in names {
            let rows = fetch_all!(
                db,
                (Uuid, Vec<u8>, i64, Vec<u8>, i64, bool),
                "SELECT id, source_hash, version, content_hash, category, visible FROM entry WHERE organisation = $1 AND client = $2 AND source = $3 AND source_hash IN ($4, $5, $6, $7, $8, $9, $10, $11)",
                organisation.uuid(),
                client.uuid(),
                source,
                hashes[0],
                hashes[1],
                hashes[2],
                hashes[3],
                hashes[4],
                hashes[5],
                hashes[6],
                hashes[7],
            )?;
            for (id, source_hash, version, content_hash, category, visible) in rows {
                found.insert(
                    (source.to_owned(), source_hash),
                    Known { id, version, content_hash, category, visible },
                );
            }
        }
    }
    Ok(found)
}

/// An entry of a client that came from a source, by its own id.
pub(super) async fn known_here(
    db: &Db,
    organisation: OrganisationId,
    client: ClientId,
    source: &str,
    entry: EntryId,
) -> Result<Option<Known>, StoreError> {
    let row = fetch_optional!(
        db,
        (i64, Vec<u8>, i64, bool),
        "SELECT version, content_hash, category, visible FROM entry WHERE organisation = $1 AND client = $2 AND source = $3 AND id = $4",
        organisation.uuid(),
        client.uuid(),
        source,
        entry.uuid(),
    )?;
    Ok(row.map(|(version, content_hash, category, visible)| Known {
        id: entry.uuid(),
        version,
        content_hash,
        category,
        visible,
    }))
}

static ENTRIES: Batch = Batch::new(
    "INSERT INTO entry (organisation, id, client, category, kind, source, source_hash, content_hash, version, state, visible, care_at, recorded_at, published_at, updated_at, author, location, care_type)",
    18,
    "ON CONFLICT (organisation, client, source, source_hash) DO NOTHING",
);
static VERSIONS: Batch = Batch::new(
    "INSERT INTO entry_version (organisation, entry, version, care_at, care_precision, care_offset, recorded_at, author, made_at, sealed_author, sealed_summary)",
    11,
    "",
);
static SOURCES: Batch = Batch::new(
    "INSERT INTO entry_source (organisation, entry, version, format, sealed_identifier, sealed_bytes)",
    6,
    "",
);
static EVENTS: Batch = Batch::new(
    "INSERT INTO publish_event (organisation, entry, number, version, state, by_account, at)",
    7,
    "",
);
static TOKENS: Batch = Batch::new(
    "INSERT INTO entry_token (organisation, client, token, entry)",
    4,
    "ON CONFLICT (organisation, client, token, entry) DO NOTHING",
);

/// Writes a chunk. `Stale` when somebody wrote one of its entries since it was prepared.
pub(super) async fn insert(conn: &mut Conn, chunk: &Chunk) -> Result<(), StoreError> {
    let (organisation, client, now) = (chunk.organisation, chunk.client, chunk.now);
    let created = chunk.created.as_slice();
    let inserted = insert_all!(conn, ENTRIES, created, row =>
        organisation, row.id, client, row.category, &row.kind, &row.source, &row.source_hash, &row.content_hash,
        row.version, row.state, row.visible, row.care_at, row.recorded_at, row.visible.then_some(now), now,
        row.author, row.location, &row.care_type)?;
    if usize::try_from(inserted).ok() != Some(created.len()) {
        return Err(StoreError::Stale);
    }
    // How many more (or fewer) visible entries each section has.
    let mut sections: BTreeMap<i64, i64> = BTreeMap::new();
    for row in created {
        *sections.entry(row.category).or_default() += i64::from(row.visible);
    }
    for (row, before) in &chunk.changed {
        update(conn, chunk, row, before).await?;
        *sections.entry(before.category).or_default() -= i64::from(before.visible);
        *sections.entry(row.category).or_default() += i64::from(row.visible);
    }
    let all: Vec<&Fresh> = created.iter().chain(chunk.changed.iter().map(|(row, _)| row)).collect();
    let all = all.as_slice();
    insert_all!(conn, VERSIONS, all, row =>
        organisation, row.id, row.version, row.care_at, row.care_precision, row.care_offset, row.recorded_at,
        row.author, now, &row.sealed_author, &row.sealed_summary)?;
    insert_all!(conn, SOURCES, all, row => organisation, row.id, row.version, &row.format, &row.sealed_identifier, &row.sealed_bytes)?;
    insert_all!(conn, EVENTS, created, row => organisation, row.id, 1_i64, row.version, row.state, chunk.by, now)?;
    for (row, _) in &chunk.changed {
        let (number,) = fetch_one!(
            conn,
            (i64,),
            "SELECT COALESCE(MAX(number), 0) + 1 FROM publish_event WHERE organisation = $1 AND entry = $2",
            organisation,
            row.id,
        )?;
        execute!(
            conn,
            "INSERT INTO publish_event (organisation, entry, number, version, state, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            organisation,
            row.id,
            number,
            row.version,
            row.state,
            chunk.by,
            now,
        )?;
    }
    insert_all!(conn, TOKENS, chunk.tokens.as_slice(), row => organisation, client, &row.0, row.1)?;
    for (category, more) in sections {
        move_section(conn, organisation, client, category, more, now).await?;
    }
    execute!(
        conn,
        "UPDATE client SET touched_at = $3 WHERE organisation = $1 AND id = $2",
        organisation,
        client,
        now
    )?;
    Ok(())
}

/// Makes a new version the current one.
async fn update(conn: &mut Conn, chunk: &Chunk, row: &Fresh, before: &Known) -> Result<(), StoreError> {
    let changed = execute!(
        conn,
        "UPDATE entry SET category = $4, kind = $5, content_hash = $6, version = $7, state = $8, visible = $9, care_at = $10, recorded_at = $11,
                published_at = CASE WHEN $9 THEN $12 ELSE published_at END, updated_at = $12, author = $13, location = $14, care_type = $15
         WHERE organisation = $1 AND client = $2 AND id = $3 AND version = $16 AND visible = $17",
        chunk.organisation,
        chunk.client,
        row.id,
        row.category,
        &row.kind,
        &row.content_hash,
        row.version,
        row.state,
        row.visible,
        row.care_at,
        row.recorded_at,
        chunk.now,
        row.author,
        row.location,
        &row.care_type,
        before.version,
        before.visible,
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// Keeps the count of a section right.
pub(super) async fn move_section(
    conn: &mut Conn,
    organisation: Uuid,
    client: Uuid,
    category: i64,
    more: i64,
    now: i64,
) -> Result<(), StoreError> {
    execute!(
        conn,
        "INSERT INTO section (organisation, client, category, visible, updated_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organisation, client, category) DO UPDATE SET visible = section.visible + excluded.visible, updated_at = excluded.updated_at",
        organisation,
        client,
        category,
        more,
        now,
    )?;
    Ok(())
}
