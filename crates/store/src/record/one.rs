//! One entry, whole: what we understood, the bytes that came in, and its versions.

use inzage_domain::{
    Author, EntryId,
    access::{ImportRecord, Permit, ReadRecord},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    EntryRow, category_bits, client_of,
    row::{Sealed, author_place, entry_columns, identifier_place, source_place},
};
use crate::{
    Permitted, Recorded, Store, StoreError,
    db::{fetch_all, fetch_optional},
    time::instant,
};

/// One version of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryVersion {
    /// From 1.
    pub version: i64,
    /// When it came in.
    pub made_at: Timestamp,
    /// When it was written at the source.
    pub recorded_at: Timestamp,
    /// Who made it.
    pub author: Author,
}

/// An entry with everything that is kept about it.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryFull {
    /// What lists show.
    pub row: EntryRow,
    /// Name of the system that it came from.
    pub source_name: String,
    /// Its identifier there.
    pub source_identifier: String,
    /// `json` or `xml`.
    pub format: String,
    /// The bytes that came in, exactly.
    pub source: Vec<u8>,
    /// Every version, newest first.
    pub versions: Vec<EntryVersion>,
}

impl Store {
    /// One published entry of the permit's client. `None` when there is none such (also: it is
    /// another client's, it is not published, or the permit does not cover its kind).
    pub async fn entry(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        id: EntryId,
    ) -> Result<Option<EntryFull>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let row = fetch_optional!(
            self.db(),
            Sealed,
            concat!(
                "SELECT ", entry_columns!(), " FROM entry e JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                 WHERE e.organisation = $1 AND e.client = $2 AND e.id = $3 AND e.visible = TRUE AND (($4 >> CAST(e.category AS INTEGER)) & 1) = 1"
            ),
            organisation.uuid(),
            client.uuid(),
            id.uuid(),
            category_bits(permit),
        )?;
        let Some(row) = row else { return Ok(None) };
        let keys = self.keys().client(organisation, client).await?;
        let entry = row.open(organisation, &keys)?;
        let (source_name, format, identifier, bytes) = fetch_optional!(
            self.db(),
            (String, String, Vec<u8>, Vec<u8>),
            "SELECT e.source, s.format, s.sealed_identifier, s.sealed_bytes FROM entry_source s JOIN entry e ON e.organisation = s.organisation AND e.id = s.entry WHERE s.organisation = $1 AND s.entry = $2 AND s.version = $3",
            organisation.uuid(),
            id.uuid(),
            entry.version,
        )?
        .ok_or(StoreError::Inconsistent { table: "entry_source", what: "gone" })?;
        let identifier =
            keys.seal.open(&identifier_place(organisation, id.uuid(), entry.version), &identifier)?;
        let rows = fetch_all!(
            self.db(),
            (i64, i64, i64, Vec<u8>),
            "SELECT version, made_at, recorded_at, sealed_author FROM entry_version WHERE organisation = $1 AND entry = $2 ORDER BY version DESC",
            organisation.uuid(),
            id.uuid(),
        )?;
        let versions = rows
            .into_iter()
            .map(|(version, made_at, recorded_at, author)| {
                Ok(EntryVersion {
                    version,
                    made_at: instant(made_at)?,
                    recorded_at: instant(recorded_at)?,
                    author: keys.seal.open_json(&author_place(organisation, id.uuid(), version), &author)?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        Ok(Some(EntryFull {
            source: keys.seal.open(&source_place(organisation, id.uuid(), entry.version), &bytes)?,
            row: entry,
            source_name,
            source_identifier: String::from_utf8(identifier)
                .map_err(|_| StoreError::Inconsistent { table: "entry_source", what: "identifier" })?,
            format,
            versions,
        }))
    }

    /// The bytes of every entry of a kind (a FHIR resource type) as they came in, in their newest
    /// version, whatever their state: for an import that must know what is there.
    pub async fn sources_of_kind(
        &self,
        permit: &Permitted<ImportRecord>,
        kind: &str,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, Vec<u8>),
            "SELECT s.entry, s.version, s.sealed_bytes FROM entry e JOIN entry_source s ON s.organisation = e.organisation AND s.entry = e.id AND s.version = e.version WHERE e.organisation = $1 AND e.client = $2 AND e.kind = $3 ORDER BY e.id",
            organisation.uuid(),
            client.uuid(),
            kind,
        )?;
        let keys = self.keys().client(organisation, client).await?;
        rows.into_iter()
            .map(|(entry, version, bytes)| {
                keys.seal.open(&source_place(organisation, entry, version), &bytes)
            })
            .collect()
    }
}
