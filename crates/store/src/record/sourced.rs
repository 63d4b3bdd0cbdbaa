//! Entries with the bytes that they came in with, for what must look into them: a search, a graph.

use inzage_domain::OrganisationId;

use super::{
    Cursor, EntryRow,
    row::{Sealed, source_place},
};
use crate::{StoreError, keys::ClientKeys, time::micros};

/// An entry, and the bytes of its current version.
#[derive(Clone, Debug, PartialEq)]
pub struct SourcedEntry {
    /// What lists show.
    pub row: EntryRow,
    /// The bytes that came in; `None` where they are more than 256 KiB: not read by the way.
    pub source: Option<Vec<u8>>,
}

/// Some entries, and where the older ones begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourcedPage {
    /// Newest care first.
    pub entries: Vec<SourcedEntry>,
    /// Give this to get the older ones; `None` at the end.
    pub next: Option<Cursor>,
}

/// The columns that [`SourcedRow`] reads, from `entry e`, `entry_version v` and `entry_source s`.
macro_rules! sourced_columns {
    () => {
        concat!(
            crate::record::row::entry_columns!(),
            ", CASE WHEN length(s.sealed_bytes) <= 262144 THEN s.sealed_bytes END AS sealed_bytes"
        )
    };
}
pub(super) use sourced_columns;

#[derive(sqlx::FromRow)]
pub(super) struct SourcedRow {
    #[sqlx(flatten)]
    row: Sealed,
    sealed_bytes: Option<Vec<u8>>,
}

impl SourcedPage {
    /// A page out of rows, of which one more than `limit` was asked for.
    pub(super) fn of(
        rows: Vec<SourcedRow>,
        limit: u32,
        organisation: OrganisationId,
        keys: &ClientKeys,
    ) -> Result<Self, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        let open = |SourcedRow { row, sealed_bytes }| {
            let row = row.open(organisation, keys)?;
            let place = source_place(organisation, row.id.uuid(), row.version);
            let source = sealed_bytes.map(|bytes| keys.seal.open(&place, &bytes)).transpose()?;
            Ok::<_, StoreError>(SourcedEntry { row, source })
        };
        let entries = rows.into_iter().take(limit).map(open).collect::<Result<Vec<_>, _>>()?;
        let next =
            entries.last().filter(|_| more).map(|last| Cursor::new(micros(last.row.care.at), last.row.id));
        Ok(Self { entries, next })
    }
}
