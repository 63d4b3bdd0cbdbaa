//! Lists of entries, newest care first, by keyset: a page costs the same at any depth.

use inzage_domain::{
    Category, EntryId,
    access::{Permit, ReadRecord},
};

use super::{
    Cursor, EntryRow, category_bits, client_of,
    row::{Sealed, entry_columns},
};
use crate::{Recorded, Store, StoreError, db::fetch_all, time::micros};

/// Most entries on a page.
const LARGEST: u32 = 50;

/// Some entries, and where the older ones begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryPage {
    /// Newest care first.
    pub entries: Vec<EntryRow>,
    /// Give this to get the older ones; `None` at the end.
    pub next: Option<Cursor>,
}

impl Store {
    /// Published entries of one category, or of all that the permit covers. At most fifty.
    pub async fn entries(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        category: Option<Category>,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<EntryPage, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let limit = limit.clamp(1, LARGEST);
        let after = after.unwrap_or(Cursor::NEWEST);
        let asked = i64::from(limit) + 1;
        let rows = match category {
            Some(category) if !permit.kinds().has(category.kind()) => Vec::new(),
            Some(category) => fetch_all!(
                self.db(),
                Sealed,
                concat!(
                    "SELECT ", entry_columns!(), " FROM entry e JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                     WHERE e.organisation = $1 AND e.client = $2 AND e.category = $3 AND e.visible = TRUE AND (e.care_at, e.id) < ($4, $5)
                     ORDER BY e.care_at DESC, e.id DESC LIMIT $6"
                ),
                organisation.uuid(),
                client.uuid(),
                category.number(),
                after.care_at,
                after.id,
                asked,
            )?,
            None => fetch_all!(
                self.db(),
                Sealed,
                concat!(
                    "SELECT ", entry_columns!(), " FROM entry e JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                     WHERE e.organisation = $1 AND e.client = $2 AND e.visible = TRUE AND (e.care_at, e.id) < ($4, $5)
                       AND (($3 >> CAST(e.category AS INTEGER)) & 1) = 1
                     ORDER BY e.care_at DESC, e.id DESC LIMIT $6"
                ),
                organisation.uuid(),
                client.uuid(),
                category_bits(permit),
                after.care_at,
                after.id,
                asked,
            )?,
        };
        let keys = self.keys().client(organisation, client).await?;
        let mut entries =
            rows.into_iter().map(|row| row.open(organisation, &keys)).collect::<Result<Vec<_>, _>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = entries.len() > limit;
        entries.truncate(limit);
        let next = entries
            .last()
            .filter(|_| more)
            .map(|last| Cursor::new(micros(last.care.at), EntryId::from_uuid(last.id.uuid())));
        Ok(EntryPage { entries, next })
    }
}
