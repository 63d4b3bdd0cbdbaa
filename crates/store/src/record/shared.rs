//! The versions of an entry that were shared: what a client has been able to read of it, and when.

use inzage_domain::{
    Author, EntryId,
    access::{Permit, ReadRecord},
};
use jiff::Timestamp;

use super::{category_bits, client_of, row::author_place};
use crate::{Recorded, Store, StoreError, db::fetch_all, time::instant};

/// A version that was shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedVersion {
    /// From 1; not every number was shared.
    pub version: i64,
    /// When it was shared first.
    pub shared_at: Timestamp,
    /// When it was written at the source.
    pub recorded_at: Timestamp,
    /// Who made it.
    pub author: Author,
}

impl Store {
    /// Every version of a published entry that was shared, newest first (R2: what was only a draft or
    /// for staff is not among them). Empty where there is no such entry for this permit.
    pub async fn shared_versions(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        id: EntryId,
    ) -> Result<Vec<SharedVersion>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            (i64, i64, i64, Vec<u8>),
            "SELECT v.version, MIN(p.at), v.recorded_at, v.sealed_author FROM entry e
             JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id
             JOIN publish_event p ON p.organisation = v.organisation AND p.entry = v.entry AND p.version = v.version AND p.state = 'published'
             WHERE e.organisation = $1 AND e.client = $2 AND e.id = $3 AND e.visible = TRUE AND (($4 >> CAST(e.category AS INTEGER)) & 1) = 1
             GROUP BY v.version, v.recorded_at, v.sealed_author ORDER BY v.version DESC",
            organisation.uuid(),
            client.uuid(),
            id.uuid(),
            category_bits(permit),
        )?;
        let keys = self.keys().client(organisation, client).await?;
        rows.into_iter()
            .map(|(version, shared_at, recorded_at, author)| {
                Ok(SharedVersion {
                    version,
                    shared_at: instant(shared_at)?,
                    recorded_at: instant(recorded_at)?,
                    author: keys.seal.open_json(&author_place(organisation, id.uuid(), version), &author)?,
                })
            })
            .collect()
    }
}
