//! What a copy reads of a record: published entries with the bytes that came in, newest care first, by
//! keyset (R2).

use inzage_domain::{
    Category, EntryId,
    access::{Permit, TakeAlong},
};
use jiff::Timestamp;

use super::{
    Cursor, EntryRow, client_of,
    row::{Sealed, entry_columns, source_place},
};
use crate::{
    Recorded, Store, StoreError,
    db::{fetch_all, fetch_one},
    time::micros,
};

/// Most entries in one reading.
const LARGEST: u32 = 100;

/// An entry with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenEntry {
    /// What lists show.
    pub row: EntryRow,
    /// Name of the system that it came from.
    pub source_name: String,
    /// `json` or `xml`.
    pub format: String,
    /// The bytes that came in, exactly.
    pub source: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Taken {
    #[sqlx(flatten)]
    row: Sealed,
    source_name: String,
    format: String,
    sealed_bytes: Vec<u8>,
}

/// Some entries, and where the older ones begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenPage {
    /// Newest care first.
    pub entries: Vec<TakenEntry>,
    /// Give this to get the older ones; `None` at the end.
    pub next: Option<Cursor>,
}

impl Store {
    /// Published entries of a category whose care was given from one instant to before another, after a
    /// place. At most a hundred; none of a category that the permit does not cover.
    pub async fn entries_to_take(
        &self,
        permit: &Recorded<Permit<TakeAlong>>,
        category: Category,
        since: Timestamp,
        before: Timestamp,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<TakenPage, StoreError> {
        let (organisation, client) = client_of(permit)?;
        if !permit.kinds().has(category.kind()) {
            return Ok(TakenPage::default());
        }
        let limit = limit.clamp(1, LARGEST);
        let after = after.unwrap_or(Cursor::NEWEST);
        let rows = fetch_all!(
            self.db(),
            Taken,
            concat!(
                "SELECT ",
                entry_columns!(),
                ", e.source AS source_name, s.format, s.sealed_bytes FROM entry e JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                  JOIN entry_source s ON s.organisation = e.organisation AND s.entry = e.id AND s.version = e.version
                  WHERE e.organisation = $1 AND e.client = $2 AND e.category = $3 AND e.visible = TRUE AND (e.care_at, e.id) < ($4, $5)
                    AND e.care_at >= $6 AND e.care_at < $7
                  ORDER BY e.care_at DESC, e.id DESC LIMIT $8"
            ),
            organisation.uuid(),
            client.uuid(),
            category.number(),
            after.care_at,
            after.id,
            micros(since),
            micros(before),
            i64::from(limit) + 1,
        )?;
        let keys = self.keys().client(organisation, client).await?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        let entries = rows
            .into_iter()
            .take(limit)
            .map(|taken| {
                let row = taken.row.open(organisation, &keys)?;
                let place = source_place(organisation, row.id.uuid(), row.version);
                Ok(TakenEntry {
                    source: keys.seal.open(&place, &taken.sealed_bytes)?,
                    row,
                    source_name: taken.source_name,
                    format: taken.format,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let next = entries
            .last()
            .filter(|_| more)
            .map(|last| Cursor::new(micros(last.row.care.at), EntryId::from_uuid(last.row.id.uuid())));
        Ok(TakenPage { entries, next })
    }

    /// How many entries such an order has.
    pub async fn count_to_take(
        &self,
        permit: &Recorded<Permit<TakeAlong>>,
        category: Category,
        since: Timestamp,
        before: Timestamp,
    ) -> Result<i64, StoreError> {
        let (organisation, client) = client_of(permit)?;
        if !permit.kinds().has(category.kind()) {
            return Ok(0);
        }
        let (count,) = fetch_one!(
            self.db(),
            (i64,),
            "SELECT COUNT(*) FROM entry WHERE organisation = $1 AND client = $2 AND category = $3 AND visible = TRUE AND care_at >= $4 AND care_at < $5",
            organisation.uuid(),
            client.uuid(),
            category.number(),
            micros(since),
            micros(before),
        )?;
        Ok(count)
    }
}
