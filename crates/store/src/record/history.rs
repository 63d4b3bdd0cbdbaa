//! What an entry said in its versions, what was added to it, and what staff wrote here.
//!
//! A client, and whoever is beside one, sees a version only when it was shared; care workers see all.

use inzage_domain::{
    Author, Category, EntryId, OrganisationId, PublishState,
    access::{Act, ActingAs, Permit},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    EntryRow, category_bits, client_of,
    row::{Sealed, author_place, entry_columns, source_place},
    write::WRITTEN_HERE,
};
use crate::{
    Permitted, Store, StoreError,
    db::{fetch_all, fetch_optional},
    keys::ClientKeys,
    seal::Place,
    time::{instant, maybe_instant},
};

/// Reports that staff see on the page where they write.
const SHOWN: i64 = 20;

pub(super) const fn reason_place(organisation: OrganisationId, entry: Uuid, version: i64) -> Place {
    Place::new(organisation, "version_reason.sealed_reason", entry).version(version)
}

/// An entry as staff see it: with whether the client sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffEntry {
    /// What lists show.
    pub row: EntryRow,
    /// Whether the client sees it.
    pub state: PublishState,
    /// When the client will see it, where that is planned.
    pub due: Option<Timestamp>,
    /// Whether the one who asks wrote it.
    pub own: bool,
    /// Whether it was written here, by a care worker.
    pub written_here: bool,
}

/// One version of an entry, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFull {
    /// From 1.
    pub version: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub author: Author,
    /// Why, where it was said.
    pub reason: Option<String>,
    /// When it was first shared with the client; `None` where it never was.
    pub shared_at: Option<Timestamp>,
    /// The bytes.
    pub source: Vec<u8>,
}

/// An entry with its versions and additions.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryHistory {
    /// The entry in its current version.
    pub entry: StaffEntry,
    /// Versions, newest first.
    pub versions: Vec<VersionFull>,
    /// What was added to it, oldest first.
    pub additions: Vec<StaffEntry>,
    /// What it is an addition to.
    pub about: Option<EntryRow>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    sealed: Sealed,
    state: String,
    due_at: Option<i64>,
    own: bool,
    written_here: bool,
}

impl Row {
    fn open(self, organisation: OrganisationId, keys: &ClientKeys) -> Result<StaffEntry, StoreError> {
        Ok(StaffEntry {
            row: self.sealed.open(organisation, keys)?,
            state: PublishState::from_key(&self.state)
                .ok_or(StoreError::Inconsistent { table: "entry", what: "state" })?,
            due: maybe_instant(self.due_at)?,
            own: self.own,
            written_here: self.written_here,
        })
    }
}

/// The columns of [`Row`], with the account that asks as `$3`.
macro_rules! staff_columns {
    () => {
        concat!(
            entry_columns!(),
            ", e.state, p.due_at, COALESCE(e.author = $3, FALSE) AS own,
             (e.source = 'inzage' AND EXISTS (SELECT 1 FROM employment m WHERE m.organisation = e.organisation AND m.account = e.author)) AS written_here
             FROM entry e JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
             LEFT JOIN planned_release p ON p.organisation = e.organisation AND p.entry = e.id "
        )
    };
}

mod closed {
    pub trait Closed {}
    impl Closed for inzage_domain::access::ReadRecord {}
    impl Closed for inzage_domain::access::WriteRecord {}
}

/// An act whose permit opens entries: reading, and writing about what one reads.
pub trait Opens: Act + closed::Closed {}
impl Opens for inzage_domain::access::ReadRecord {}
impl Opens for inzage_domain::access::WriteRecord {}

/// Whether somebody sees what is not shared.
fn sees_all<A: Act>(permit: &Permit<A>) -> bool {
    matches!(permit.acting(), ActingAs::Employee { .. })
}

impl Store {
    /// The newest reports that were written here about the permit's client, also those that the client does
    /// not see (yet); for care workers, and empty for everybody else.
    pub async fn written_reports<A: Opens>(
        &self,
        permit: &Permitted<A>,
    ) -> Result<Vec<StaffEntry>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        if !sees_all(permit) || !permit.kinds().has(Category::Reports.kind()) {
            return Ok(Vec::new());
        }
        let rows = fetch_all!(
            self.db(),
            Row,
            concat!(
                "SELECT ",
                staff_columns!(),
                "WHERE e.organisation = $1 AND e.client = $2 AND e.source = $4 AND e.category = $5 AND e.state <> 'withdrawn'
                 ORDER BY e.recorded_at DESC, e.id DESC LIMIT $6"
            ),
            organisation.uuid(),
            client.uuid(),
            permit.account().uuid(),
            WRITTEN_HERE,
            Category::Reports.number(),
            SHOWN,
        )?;
        let keys = self.keys().client(organisation, client).await?;
        rows.into_iter().map(|row| row.open(organisation, &keys)).collect()
    }

    /// An entry of the permit's client with its versions and additions. `None` when there is none such, or
    /// it is not shared and the one who asks is no care worker.
    pub async fn entry_history<A: Opens>(
        &self,
        permit: &Permitted<A>,
        id: EntryId,
    ) -> Result<Option<EntryHistory>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let all = sees_all(permit);
        let row = fetch_optional!(
            self.db(),
            Row,
            concat!(
                "SELECT ",
                staff_columns!(),
                "WHERE e.organisation = $1 AND e.client = $2 AND e.id = $4 AND (e.visible = TRUE OR $5) AND (($6 >> CAST(e.category AS INTEGER)) & 1) = 1"
            ),
            organisation.uuid(),
            client.uuid(),
            permit.account().uuid(),
            id.uuid(),
            all,
            category_bits(permit),
        )?;
        let Some(row) = row else { return Ok(None) };
        let keys = self.keys().client(organisation, client).await?;
        let rows = fetch_all!(
            self.db(),
            Row,
            concat!(
                "SELECT ",
                staff_columns!(),
                "JOIN addition a ON a.organisation = e.organisation AND a.entry = e.id
                 WHERE e.organisation = $1 AND e.client = $2 AND a.about = $4 AND (e.visible = TRUE OR $5) AND (($6 >> CAST(e.category AS INTEGER)) & 1) = 1
                 ORDER BY e.care_at, e.id LIMIT 200"
            ),
            organisation.uuid(),
            client.uuid(),
            permit.account().uuid(),
            id.uuid(),
            all,
            category_bits(permit),
        )?;
        let additions =
            rows.into_iter().map(|row| row.open(organisation, &keys)).collect::<Result<_, _>>()?;
        let about = fetch_optional!(
            self.db(),
            Sealed,
            concat!(
                "SELECT ", entry_columns!(), " FROM addition a
                 JOIN entry e ON e.organisation = a.organisation AND e.id = a.about
                 JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version
                 WHERE a.organisation = $1 AND e.client = $2 AND a.entry = $3 AND (e.visible = TRUE OR $4) AND (($5 >> CAST(e.category AS INTEGER)) & 1) = 1"
            ),
            organisation.uuid(),
            client.uuid(),
            id.uuid(),
            all,
            category_bits(permit),
        )?;
        Ok(Some(EntryHistory {
            entry: row.open(organisation, &keys)?,
            versions: self.versions(organisation, id, all, &keys).await?,
            additions,
            about: about.map(|row| row.open(organisation, &keys)).transpose()?,
        }))
    }

    async fn versions(
        &self,
        organisation: OrganisationId,
        id: EntryId,
        all: bool,
        keys: &ClientKeys,
    ) -> Result<Vec<VersionFull>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (i64, i64, Vec<u8>, Vec<u8>, Option<Vec<u8>>, Option<i64>),
            "SELECT v.version, v.made_at, v.sealed_author, s.sealed_bytes, r.sealed_reason,
                (SELECT MIN(p.at) FROM publish_event p WHERE p.organisation = v.organisation AND p.entry = v.entry AND p.version = v.version AND p.state = 'published')
             FROM entry_version v
             JOIN entry_source s ON s.organisation = v.organisation AND s.entry = v.entry AND s.version = v.version
             LEFT JOIN version_reason r ON r.organisation = v.organisation AND r.entry = v.entry AND r.version = v.version
             WHERE v.organisation = $1 AND v.entry = $2 ORDER BY v.version DESC",
            organisation.uuid(),
            id.uuid(),
        )?;
        let mut versions = Vec::with_capacity(rows.len());
        for (version, made_at, author, source, reason, shared_at) in rows {
            if !all && shared_at.is_none() {
                continue;
            }
            versions.push(VersionFull {
                version,
                made_at: instant(made_at)?,
                author: keys.seal.open_json(&author_place(organisation, id.uuid(), version), &author)?,
                reason: reason
                    .map(|sealed| {
                        keys.seal.open_json(&reason_place(organisation, id.uuid(), version), &sealed)
                    })
                    .transpose()?,
                shared_at: maybe_instant(shared_at)?,
                source: keys.seal.open(&source_place(organisation, id.uuid(), version), &source)?,
            });
        }
        Ok(versions)
    }
}
