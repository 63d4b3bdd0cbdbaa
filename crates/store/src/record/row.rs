//! An entry as lists show it, opened.

use inzage_domain::{Author, CareTime, Category, EntryId, LocationId, OrganisationId, Precision};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    StoreError,
    keys::ClientKeys,
    seal::Place,
    time::{instant, maybe_instant},
};

/// One item of a record, in its current version.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryRow {
    /// The entry.
    pub id: EntryId,
    /// Where it stands.
    pub category: Category,
    /// What it is, such as the FHIR resource type.
    pub kind: String,
    /// When care was given.
    pub care: CareTime,
    /// When it was written at the source, or came in.
    pub recorded_at: Timestamp,
    /// When this version was shared.
    pub published_at: Option<Timestamp>,
    /// When the entry last changed here (R5).
    pub updated_at: Timestamp,
    /// The version, from 1.
    pub version: i64,
    /// Who made it, as known then.
    pub author: Author,
    /// What we understood of it.
    pub summary: serde_json::Value,
    /// Where care was given.
    pub location: Option<LocationId>,
    /// Kind of care.
    pub care_type: Option<String>,
    /// Whether the client or somebody beside added it (R34).
    pub own: bool,
}

pub(super) const fn summary_place(organisation: OrganisationId, entry: Uuid, version: i64) -> Place {
    Place::new(organisation, "entry_version.sealed_summary", entry).version(version)
}

pub(super) const fn author_place(organisation: OrganisationId, entry: Uuid, version: i64) -> Place {
    Place::new(organisation, "entry_version.sealed_author", entry).version(version)
}

pub(super) const fn source_place(organisation: OrganisationId, entry: Uuid, version: i64) -> Place {
    Place::new(organisation, "entry_source.sealed_bytes", entry).version(version)
}

pub(super) const fn identifier_place(organisation: OrganisationId, entry: Uuid, version: i64) -> Place {
    Place::new(organisation, "entry_source.sealed_identifier", entry).version(version)
}

/// The columns that [`Sealed`] reads, from `entry e` joined to its current `entry_version v`.
macro_rules! entry_columns {
    () => {
        "e.id, e.category, e.kind, e.care_at, e.recorded_at, e.published_at, e.updated_at, e.version, e.location, e.care_type, v.care_precision, v.care_offset, v.sealed_author, v.sealed_summary, EXISTS (SELECT 1 FROM own_entry w WHERE w.organisation = e.organisation AND w.entry = e.id) AS own"
    };
}
pub(super) use entry_columns;

#[derive(sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "named as the columns are")]
pub(super) struct Sealed {
    id: Uuid,
    category: i64,
    kind: String,
    care_at: i64,
    recorded_at: i64,
    published_at: Option<i64>,
    updated_at: i64,
    version: i64,
    location: Option<Uuid>,
    care_type: Option<String>,
    care_precision: String,
    care_offset: Option<i64>,
    sealed_author: Vec<u8>,
    sealed_summary: Vec<u8>,
    own: bool,
}

/// The time of care out of its columns.
pub(super) fn care_time(at: i64, precision: &str, offset: Option<i64>) -> Result<CareTime, StoreError> {
    Ok(CareTime {
        at: instant(at)?,
        precision: Precision::from_key(precision)
            .ok_or(StoreError::Inconsistent { table: "entry_version", what: "precision" })?,
        offset_minutes: offset
            .map(i16::try_from)
            .transpose()
            .map_err(|_| StoreError::Inconsistent { table: "entry_version", what: "offset" })?,
    })
}

impl Sealed {
    pub(super) fn open(
        self,
        organisation: OrganisationId,
        keys: &ClientKeys,
    ) -> Result<EntryRow, StoreError> {
        Ok(EntryRow {
            id: EntryId::from_uuid(self.id),
            category: Category::from_number(self.category)
                .ok_or(StoreError::Inconsistent { table: "entry", what: "category" })?,
            care: care_time(self.care_at, &self.care_precision, self.care_offset)?,
            recorded_at: instant(self.recorded_at)?,
            published_at: maybe_instant(self.published_at)?,
            updated_at: instant(self.updated_at)?,
            author: keys
                .seal
                .open_json(&author_place(organisation, self.id, self.version), &self.sealed_author)?,
            summary: keys
                .seal
                .open_json(&summary_place(organisation, self.id, self.version), &self.sealed_summary)?,
            version: self.version,
            kind: self.kind,
            location: self.location.map(LocationId::from_uuid),
            care_type: self.care_type,
            own: self.own,
        })
    }
}
