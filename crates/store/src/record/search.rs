//! Searching a record by words: the token index finds, what was opened decides.
//!
//! The index holds whole words as keyed hashes, also of older versions of an entry: whoever shows
//! what was found first looks whether the words are in it now.

use inzage_domain::{
    Category,
    access::{Permit, ReadRecord},
};

use super::{
    Cursor, SourcedPage, category_bits, client_of,
    sourced::{SourcedRow, sourced_columns},
};
use crate::{
    Recorded, Store, StoreError,
    db::{fetch_all, fetch_one},
    keys::ClientKeys,
};

/// Words that are searched for at most; who searches for more is told so.
pub const MOST_WORDS: usize = 5;
/// Most entries of one answer.
const LARGEST: u32 = 50;
/// A word in more entries than this is common: then the entries are walked newest first instead.
const RARE: i64 = 1000;

/// The token of a folded word. Short: there are many, and what they find is compared again.
pub(super) fn word_token(keys: &ClientKeys, word: &str) -> Vec<u8> {
    keys.index.hash("word", word.as_bytes()).iter().take(8).copied().collect()
}

/// What is searched for.
#[derive(Clone, Copy, Debug)]
pub struct EntrySearch<'a> {
    /// Folded words ([`inzage_domain::record_words`]) that must all be in an entry; the first
    /// [`MOST_WORDS`] count.
    pub words: &'a [String],
    /// Only in this category.
    pub category: Option<Category>,
    /// Only what is older than this place.
    pub after: Option<Cursor>,
    /// At most so many, 50 at the most.
    pub limit: u32,
}

/// The columns and joins of what was found, and what must hold for each: `$1` organisation, `$2`
/// client, `$8` categories, `$9` and `$10` the place, `$11` the limit.
macro_rules! found {
    ($from:literal, $each:literal) => {
        concat!(
            "SELECT ",
            sourced_columns!(),
            " FROM ",
            $from,
            " JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
              JOIN entry_source s ON s.organisation = e.organisation AND s.entry = e.id AND s.version = e.version
             WHERE e.organisation = $1 AND e.client = $2 AND e.visible = TRUE AND (($8 >> CAST(e.category AS INTEGER)) & 1) = 1
               AND (e.care_at, e.id) < ($9, $10) AND ",
            $each,
            " ORDER BY e.care_at DESC, e.id DESC LIMIT $11"
        )
    };
}

impl Store {
    /// Published entries in which all of the words occur, newest care first. Words of an older
    /// version of an entry find it too. Nothing for no words.
    pub async fn search_entries(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        search: &EntrySearch<'_>,
    ) -> Result<SourcedPage, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let bits = match search.category {
            None => category_bits(permit),
            Some(category) => category_bits(permit) & (1 << category.number()),
        };
        let keys = self.keys().client(organisation, client).await?;
        let mut counted: Vec<(i64, Vec<u8>)> = Vec::with_capacity(MOST_WORDS);
        for word in search.words.iter().take(MOST_WORDS) {
            let token = word_token(&keys, word);
            let (number,) = fetch_one!(
                self.db(),
                (i64,),
                "SELECT COUNT(*) FROM (SELECT 1 FROM entry_token WHERE organisation = $1 AND client = $2 AND token = $3 LIMIT $4) AS counted",
                organisation.uuid(),
                client.uuid(),
                &token,
                RARE + 1,
            )?;
            counted.push((number, token));
        }
        // The rarest first: it leaves the fewest to look at.
        counted.sort();
        let Some((number, first)) = counted.first().filter(|(number, _)| *number > 0) else {
            return Ok(SourcedPage::default());
        };
        let token = |place: usize| counted.get(place).map_or(first, |(_, token)| token);
        let limit = search.limit.clamp(1, LARGEST);
        let after = search.after.unwrap_or(Cursor::NEWEST);
        let rows = if *number <= RARE {
            fetch_all!(
                self.db(),
                SourcedRow,
                found!(
                    "entry_token t JOIN entry e ON e.organisation = t.organisation AND e.id = t.entry",
                    "t.organisation = $1 AND t.client = $2 AND t.token = $3
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $4 AND x.entry = t.entry) IS NOT NULL
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $5 AND x.entry = t.entry) IS NOT NULL
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $6 AND x.entry = t.entry) IS NOT NULL
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $7 AND x.entry = t.entry) IS NOT NULL"
                ),
                organisation.uuid(),
                client.uuid(),
                first,
                token(1),
                token(2),
                token(3),
                token(4),
                bits,
                after.care_at,
                after.id,
                i64::from(limit) + 1,
            )?
        } else {
            fetch_all!(
                self.db(),
                SourcedRow,
                found!(
                    "entry e",
                    "(SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $3 AND x.entry = e.id) IS NOT NULL
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $4 AND x.entry = e.id) IS NOT NULL
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $5 AND x.entry = e.id) IS NOT NULL
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $6 AND x.entry = e.id) IS NOT NULL
                     AND (SELECT x.entry FROM entry_token x WHERE x.organisation = $1 AND x.client = $2 AND x.token = $7 AND x.entry = e.id) IS NOT NULL"
                ),
                organisation.uuid(),
                client.uuid(),
                first,
                token(1),
                token(2),
                token(3),
                token(4),
                bits,
                after.care_at,
                after.id,
                i64::from(limit) + 1,
            )?
        };
        SourcedPage::of(rows, limit, organisation, &keys)
    }
}
