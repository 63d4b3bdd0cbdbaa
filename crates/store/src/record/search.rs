//! Searching a record by words: the token index finds, what was opened decides.

use inzage_domain::{
    access::{Permit, ReadRecord},
    record_words,
};

use super::{
    EntryRow, category_bits, client_of,
    row::{Sealed, entry_columns},
};
use crate::{Recorded, Store, StoreError, db::fetch_all, keys::ClientKeys};

/// Entries a search gives.
const SHOWN: i64 = 50;

/// The token of a folded word. Short: there are many, and what they find is compared again.
pub(super) fn word_token(keys: &ClientKeys, word: &str) -> Vec<u8> {
    keys.index.hash("word", word.as_bytes()).iter().take(8).copied().collect()
}

impl Store {
    /// Published entries in which all of the first three whole words occur, newest care first, at
    /// most fifty. Words of an older version of an entry find it too.
    pub async fn search_entries(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        text: &str,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let keys = self.keys().client(organisation, client).await?;
        let tokens: Vec<Vec<u8>> =
            record_words(text).iter().take(3).map(|word| word_token(&keys, word)).collect();
        let Some(first) = tokens.first() else { return Ok(Vec::new()) };
        let rows = fetch_all!(
            self.db(),
            Sealed,
            concat!(
                "SELECT ", entry_columns!(), " FROM entry_token t
                 JOIN entry e ON e.organisation = t.organisation AND e.id = t.entry
                 JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                 WHERE t.organisation = $1 AND t.client = $2 AND t.token = $3
                   AND EXISTS (SELECT 1 FROM entry_token x WHERE x.organisation = t.organisation AND x.client = t.client AND x.token = $4 AND x.entry = t.entry)
                   AND EXISTS (SELECT 1 FROM entry_token x WHERE x.organisation = t.organisation AND x.client = t.client AND x.token = $5 AND x.entry = t.entry)
                   AND e.client = $2 AND e.visible = TRUE AND (($6 >> CAST(e.category AS INTEGER)) & 1) = 1
                 ORDER BY e.care_at DESC, e.id DESC LIMIT $7"
            ),
            organisation.uuid(),
            client.uuid(),
            first,
            tokens.get(1).unwrap_or(first),
            tokens.get(2).unwrap_or(first),
            category_bits(permit),
            SHOWN,
        )?;
        rows.into_iter().map(|row| row.open(organisation, &keys)).collect()
    }
}
