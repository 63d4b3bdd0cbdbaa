//! Putting outside data into a record: each item is new, unchanged or a new version of what came
//! from the same source under the same identifier. Everything is sealed before the writer sees
//! it; the writer only checks that nothing changed in between.

use inzage_domain::{
    AccountId, Author, CareTime, Category, Chance, ClientId, EntryId, LocationId, OrganisationId,
    PublishState,
    access::{ImportRecord, Permit},
    record_words,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    client_of,
    import_sql::{Chunk, Fresh, Known, insert, known},
    row::{author_place, identifier_place, source_place, summary_place},
    search::word_token,
};
use crate::{Recorded, Store, StoreError, keys::ClientKeys, people::check_texts, time::micros};

/// Items in one write.
const CHUNK: usize = 64;
/// How often a chunk is prepared again when somebody else imported the same meanwhile.
const ATTEMPTS: usize = 5;

/// An item from outside.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Where it stands.
    pub category: Category,
    /// What it is, such as the FHIR resource type. Not secret.
    pub kind: String,
    /// Name of the system that it comes from. Not secret.
    pub source: String,
    /// Its identifier there; sealed, and found by a keyed hash.
    pub source_identifier: String,
    /// `json` or `xml`.
    pub format: String,
    /// The bytes that came in, exactly.
    pub bytes: Vec<u8>,
    /// What we understood.
    pub summary: serde_json::Value,
    /// Text whose words the entry is found by.
    pub words: String,
    /// When care was given.
    pub care: CareTime,
    /// When it was written at the source; now when that is not known.
    pub recorded_at: Option<Timestamp>,
    /// Who made it.
    pub author: Author,
    /// The author's account, where it is one of this organisation's.
    pub author_account: Option<AccountId>,
    /// Where care was given.
    pub location: Option<LocationId>,
    /// Kind of care.
    pub care_type: Option<String>,
    /// Whether clients can see it.
    pub state: PublishState,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It was not there yet.
    Created,
    /// The same bytes were there.
    Unchanged,
    /// It was there with other bytes: this is its newest version now.
    NewVersion,
}

impl Store {
    /// Puts items into the record of the permit's client; answers in their order when all are
    /// durable. Of two items with one source and identifier the later counts as a newer version.
    /// The permit's line tells of the import as a whole.
    pub async fn import_entries(
        &self,
        permit: &Recorded<Permit<ImportRecord>>,
        items: Vec<NewEntry>,
    ) -> Result<Vec<(EntryId, Imported)>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        for item in &items {
            check_texts(&[
                &item.kind,
                &item.source,
                &item.format,
                item.care_type.as_deref().unwrap_or_default(),
            ])?;
        }
        let keys = self.keys().client(organisation, client).await?;
        let mut outcomes = Vec::with_capacity(items.len());
        let mut rest = items.as_slice();
        while !rest.is_empty() {
            let (some, others) = rest.split_at(distinct(rest));
            rest = others;
            let into = Into { organisation, client, keys: &keys };
            let mut attempt = 0;
            loop {
                attempt += 1;
                match self.import_some(&into, some).await {
                    Err(StoreError::Stale) if attempt < ATTEMPTS => {}
                    other => {
                        outcomes.extend(other?);
                        break;
                    }
                }
            }
        }
        Ok(outcomes)
    }

    async fn import_some(
        &self,
        into: &Into<'_>,
        items: &[NewEntry],
    ) -> Result<Vec<(EntryId, Imported)>, StoreError> {
        let now = self.now();
        let mut chunk = Chunk::new(into.organisation, into.client, micros(now));
        let mut outcomes = Vec::with_capacity(items.len());
        let hashes: Vec<(Vec<u8>, Vec<u8>)> = items.iter().map(|item| into.hashes(item)).collect();
        let sources: Vec<(&str, &[u8])> = items
            .iter()
            .zip(&hashes)
            .map(|(item, (source, _))| (item.source.as_str(), source.as_slice()))
            .collect();
        let there = known(self.db(), into.organisation, into.client, &sources).await?;
        for (item, (source_hash, content_hash)) in items.iter().zip(hashes) {
            let before = there.get(&(item.source.clone(), source_hash.clone()));
            if let Some(before) = before.filter(|before| before.content_hash == content_hash) {
                outcomes.push((EntryId::from_uuid(before.id), Imported::Unchanged));
                continue;
            }
            let id = before.map_or_else(
                || EntryId::new(self.clock(), self.chance()),
                |before| EntryId::from_uuid(before.id),
            );
            outcomes.push((id, if before.is_some() { Imported::NewVersion } else { Imported::Created }));
            let hashes = (source_hash, content_hash);
            let fresh = sealed(self.chance(), into, item, id.uuid(), before, hashes, now)?;
            let mut tokens: Vec<Vec<u8>> =
                record_words(&item.words).iter().map(|word| word_token(into.keys, word)).collect();
            tokens.sort_unstable();
            tokens.dedup();
            chunk.add(fresh, before.cloned(), tokens);
        }
        if !chunk.is_empty() {
            self.write(into.organisation, chunk, |chunk, conn| {
                Box::pin(async move {
                    insert(conn, chunk).await?;
                    Ok(((), Vec::new()))
                })
            })
            .await?;
        }
        Ok(outcomes)
    }
}

/// An item sealed as the next version of what was there `before`, or as the first one.
pub(super) fn sealed(
    chance: &dyn Chance,
    into: &Into<'_>,
    item: &NewEntry,
    id: Uuid,
    before: Option<&Known>,
    hashes: (Vec<u8>, Vec<u8>),
    now: Timestamp,
) -> Result<Fresh, StoreError> {
    let version = before.map_or(1, |before| before.version + 1);
    let seal = &into.keys.seal;
    Ok(Fresh {
        id,
        version,
        category: item.category.number(),
        kind: item.kind.clone(),
        source: item.source.clone(),
        source_hash: hashes.0,
        content_hash: hashes.1,
        state: item.state.key(),
        visible: item.state == PublishState::Published,
        care_at: micros(item.care.at),
        care_precision: item.care.precision.key(),
        care_offset: item.care.offset_minutes.map(i64::from),
        recorded_at: micros(item.recorded_at.unwrap_or(now)),
        author: item.author_account.map(AccountId::uuid),
        location: item.location.map(LocationId::uuid),
        care_type: item.care_type.clone(),
        format: item.format.clone(),
        sealed_author: seal.seal_json(chance, &author_place(into.organisation, id, version), &item.author)?,
        sealed_summary: seal.seal_json(
            chance,
            &summary_place(into.organisation, id, version),
            &item.summary,
        )?,
        sealed_identifier: seal.seal(
            chance,
            &identifier_place(into.organisation, id, version),
            item.source_identifier.as_bytes(),
        )?,
        sealed_bytes: seal.seal(chance, &source_place(into.organisation, id, version), &item.bytes)?,
    })
}

/// Whose record, with its keys.
pub(super) struct Into<'a> {
    pub(super) organisation: OrganisationId,
    pub(super) client: ClientId,
    pub(super) keys: &'a ClientKeys,
}

/// By which an entry is found again by its identifier at the source.
pub(super) fn source_hash(keys: &ClientKeys, identifier: &str) -> Vec<u8> {
    keys.index.hash("source identifier", identifier.as_bytes()).to_vec()
}

impl Into<'_> {
    /// Keyed hashes of the identifier and of the content.
    pub(super) fn hashes(&self, item: &NewEntry) -> (Vec<u8>, Vec<u8>) {
        (
            source_hash(self.keys, &item.source_identifier),
            self.keys.index.hash("content", &item.bytes).to_vec(),
        )
    }
}

/// How many items from the front go into one write: no identifier twice.
fn distinct(items: &[NewEntry]) -> usize {
    let mut seen = std::collections::HashSet::new();
    let same =
        items.iter().take(CHUNK).position(|item| !seen.insert((&item.source, &item.source_identifier)));
    same.unwrap_or_else(|| items.len().min(CHUNK))
}
