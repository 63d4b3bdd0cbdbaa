//! What clients and those beside added themselves, apart from what care workers wrote (R34).

use inzage_domain::{
    AccountId, EntryId, PublishState,
    access::{Permit, ReadRecord},
    added::OwnForm,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Cursor, EntryRow, category_bits, client_of,
    row::{Sealed, entry_columns},
};
use crate::{Recorded, Store, StoreError, db::fetch_all, time::micros};

/// Entries on a page.
const PAGE: usize = 50;
/// Diary lines that are counted at most.
const COUNTED: i64 = 5000;

/// An entry that a client or somebody beside added.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnEntry {
    /// What lists show.
    pub row: EntryRow,
    /// What it is.
    pub form: OwnForm,
    /// Whether the permit's account added it, and so may take it back.
    pub mine: bool,
    /// Whether it was taken back: only its author sees that it was there.
    pub withdrawn: bool,
}

/// Some of them, and where the older ones begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnPage {
    /// Newest first.
    pub entries: Vec<OwnEntry>,
    /// Give this to get the older ones; `None` at the end.
    pub next: Option<Cursor>,
}

#[derive(sqlx::FromRow)]
struct SealedOwn {
    #[sqlx(flatten)]
    entry: Sealed,
    state: String,
    added_by: Uuid,
    form: String,
}

impl Store {
    /// What clients and those beside added to the record of the permit's client, of the kinds that the
    /// permit covers, newest first, at most fifty; with what the permit's own account took back.
    pub async fn own_entries(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        after: Option<Cursor>,
    ) -> Result<OwnPage, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let after = after.unwrap_or(Cursor::NEWEST);
        let asked = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let rows = fetch_all!(
            self.db(),
            SealedOwn,
            concat!(
                "SELECT ", entry_columns!(), ", e.state, o.account AS added_by, o.form FROM own_entry o
                 JOIN entry e ON e.organisation = o.organisation AND e.id = o.entry
                 JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                 WHERE o.organisation = $1 AND o.client = $2 AND e.client = $2 AND (e.visible = TRUE OR o.account = $3)
                   AND (($4 >> CAST(e.category AS INTEGER)) & 1) = 1 AND (e.care_at, e.id) < ($5, $6)
                 ORDER BY e.care_at DESC, e.id DESC LIMIT $7"
            ),
            organisation.uuid(),
            client.uuid(),
            permit.account().uuid(),
            category_bits(permit),
            after.care_at,
            after.id,
            asked,
        )?;
        let keys = self.keys().client(organisation, client).await?;
        let more = rows.len() > PAGE;
        let entries = rows
            .into_iter()
            .take(PAGE)
            .map(|row| {
                Ok(OwnEntry {
                    form: OwnForm::from_key(&row.form)
                        .ok_or(StoreError::Inconsistent { table: "own_entry", what: "form" })?,
                    mine: AccountId::from_uuid(row.added_by) == permit.account(),
                    withdrawn: PublishState::from_key(&row.state) == Some(PublishState::Withdrawn),
                    row: row.entry.open(organisation, &keys)?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        let next = entries
            .last()
            .filter(|_| more)
            .map(|last| Cursor::new(micros(last.row.care.at), EntryId::from_uuid(last.row.id.uuid())));
        Ok(OwnPage { entries, next })
    }

    /// The lines of the diary about a time, from an instant and before another, newest first, at most
    /// five thousand; nothing where the permit does not cover them.
    pub async fn diary(
        &self,
        permit: &Recorded<Permit<ReadRecord>>,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            Sealed,
            concat!(
                "SELECT ", entry_columns!(), " FROM own_entry o
                 JOIN entry e ON e.organisation = o.organisation AND e.id = o.entry
                 JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                 WHERE o.organisation = $1 AND o.client = $2 AND o.form = $3 AND e.client = $2 AND e.visible = TRUE
                   AND (($4 >> CAST(e.category AS INTEGER)) & 1) = 1 AND e.care_at >= $5 AND e.care_at < $6
                 ORDER BY e.care_at DESC, e.id DESC LIMIT $7"
            ),
            organisation.uuid(),
            client.uuid(),
            OwnForm::Diary.key(),
            category_bits(permit),
            micros(from),
            micros(until),
            COUNTED,
        )?;
        let keys = self.keys().client(organisation, client).await?;
        rows.into_iter().map(|row| row.open(organisation, &keys)).collect()
    }
}
