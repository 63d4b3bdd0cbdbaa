//! Observations of a section with the bytes that they came in with: what graphs are drawn from.

use inzage_domain::{
    Category,
    access::{Permit, ReadRecord},
};
use jiff::Timestamp;

use super::{
    SourcedPage, client_of,
    sourced::{SourcedRow, sourced_columns},
};
use crate::{Recorded, Store, StoreError, db::fetch_all, time::micros};

/// Most observations of one answer.
pub const MOST_MEASURED: u32 = 1000;

impl Store {
    /// Published observations of one category with care from an instant on and before another,
    /// newest first: at most [`MOST_MEASURED`], and where the older ones begin.
    pub async fn observations(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        category: Category,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<SourcedPage, StoreError> {
        let (organisation, client) = client_of(permit)?;
        if !permit.kinds().has(category.kind()) {
            return Ok(SourcedPage::default());
        }
        let rows = fetch_all!(
            self.db(),
            SourcedRow,
            concat!(
                "SELECT ", sourced_columns!(), " FROM entry e
                 JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                 JOIN entry_source s ON s.organisation = e.organisation AND s.entry = e.id AND s.version = e.version
                 WHERE e.organisation = $1 AND e.client = $2 AND e.category = $3 AND e.visible = TRUE AND e.kind = 'Observation'
                   AND e.care_at >= $4 AND e.care_at < $5
                 ORDER BY e.care_at DESC, e.id DESC LIMIT $6"
            ),
            organisation.uuid(),
            client.uuid(),
            category.number(),
            micros(from),
            micros(until),
            i64::from(MOST_MEASURED) + 1,
        )?;
        let keys = self.keys().client(organisation, client).await?;
        SourcedPage::of(rows, MOST_MEASURED, organisation, &keys)
    }
}
