//! Row 7: the queries of a record through the store, beside the same SQL in a loop with rusqlite, all columns read.
//! The store also opens what is sealed and reads its JSON; the second line gives the limit that work too.

use std::time::{Duration, Instant};

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use anyhow::{Context, Result, anyhow};
use inzage_domain::{Category, EntryId, access::ReadRecord};
use inzage_store::Permitted;
use rusqlite::{Connection, Row, params, types::ValueRef};

use super::TURNS;
use crate::{
    figures::{Goal, Line, middle, rate},
    plain,
    world::{World, report_text},
};

const COLUMNS: &str = "e.id, e.category, e.kind, e.care_at, e.recorded_at, e.published_at, e.updated_at, e.version, e.location, e.care_type, v.care_precision, v.care_offset, v.sealed_author, v.sealed_summary";
const JOIN: &str = "FROM entry e JOIN entry_version v ON v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version";
/// How long one side runs before the other's turn.
const TURN: Duration = Duration::from_millis(1500);

pub(super) async fn measure() -> Result<Vec<Line>> {
    let world = World::new().await?;
    let person = world.person("client", 1000).await?;
    let permit = world.may_read(&person).await?;
    let page = world.store.entries(&permit, Some(Category::Reports), None, 50).await?;
    let entry = page.entries.get(7).context("no entry")?.id;
    let bare = Bare::new(&world, &permit, entry)?;
    let (mut ours, mut sql, mut opened) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..=TURNS {
        let began = Instant::now();
        let mut sets = 0;
        while began.elapsed() < TURN {
            through_store(&world, &permit, entry).await?;
            sets += 1;
        }
        let mut rates = vec![rate(sets, began.elapsed())];
        for opens in [false, true] {
            let began = Instant::now();
            let mut sets = 0;
            while began.elapsed() < TURN {
                bare.set(opens)?;
                sets += 1;
            }
            rates.push(rate(sets, began.elapsed()));
        }
        if turn > 0 {
            for (all, rate) in [&mut ours, &mut sql, &mut opened].into_iter().zip(rates) {
                all.push(rate);
            }
        }
    }
    world.store.close().await?;
    let (ours, sql, opened) = (middle(&mut ours), middle(&mut sql), middle(&mut opened));
    Ok(vec![
        Line::rates(
            "query set (sections, 2 pages of 50, one item), limit without opening anything",
            ours,
            sql,
            Goal::AtLeast(0.8),
        ),
        Line::rates(
            "the same, limit opens as many sealed values and reads their JSON",
            ours,
            opened,
            Goal::None,
        ),
    ])
}

async fn through_store(world: &World, permit: &Permitted<ReadRecord>, entry: EntryId) -> Result<()> {
    let store = &world.store;
    store.sections(permit).await?;
    let page = store.entries(permit, Some(Category::Reports), None, 50).await?;
    store.entries(permit, Some(Category::Reports), page.next, 50).await?;
    store.entry(permit, entry).await?.context("the item is gone")?;
    Ok(())
}

/// The same without the store.
struct Bare {
    connection: Connection,
    organisation: Vec<u8>,
    client: Vec<u8>,
    entry: Vec<u8>,
    cipher: Aes256Gcm,
    author: Vec<u8>,
    summary: Vec<u8>,
}

const ABOUT: [u8; 64] = [3; 64];
const NONCE: [u8; 12] = [5; 12];

impl Bare {
    fn new(world: &World, permit: &Permitted<ReadRecord>, entry: EntryId) -> Result<Self> {
        let cipher = Aes256Gcm::new(&[9; 32].into());
        let seal = |text: serde_json::Value| {
            let text = text.to_string();
            cipher
                .encrypt(&NONCE.into(), Payload { msg: text.as_bytes(), aad: &ABOUT })
                .map_err(|_| anyhow!("not sealed"))
        };
        let text = report_text(100);
        let author = seal(
            serde_json::json!({ "name": "Sanne Willems", "role": "verzorgende IG", "organisation": "De Linde" }),
        )?;
        let summary = seal(
            serde_json::json!({ "title_nl": "Dagrapportage", "title_en": "Daily report", "text_nl": &text, "text_en": &text, "mistake": false }),
        )?;
        Ok(Self {
            connection: plain::open(&world.database())?,
            organisation: permit.organisation().uuid().as_bytes().to_vec(),
            client: permit.client().context("no client")?.uuid().as_bytes().to_vec(),
            entry: entry.uuid().as_bytes().to_vec(),
            cipher,
            author,
            summary,
        })
    }

    fn open(&self, sealed: &[u8]) -> Result<()> {
        let bytes = self
            .cipher
            .decrypt(&NONCE.into(), Payload { msg: sealed, aad: &ABOUT })
            .map_err(|_| anyhow!("not opened"))?;
        std::hint::black_box(serde_json::from_slice::<serde_json::Value>(&bytes)?);
        Ok(())
    }

    fn row(&self, row: &Row, opens: bool) -> Result<()> {
        read(row, 14)?;
        if opens {
            self.open(&self.author)?;
            self.open(&self.summary)?;
        }
        Ok(())
    }

    fn page(&self, before: i64, id: &[u8], opens: bool) -> Result<(i64, Vec<u8>)> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} {JOIN} WHERE e.organisation = ?1 AND e.client = ?2 AND e.category = ?3 AND e.visible = TRUE AND (e.care_at, e.id) < (?4, ?5) ORDER BY e.care_at DESC, e.id DESC LIMIT 51"
        ))?;
        let mut rows = statement.query(params![
            self.organisation,
            self.client,
            Category::Reports.number(),
            before,
            id
        ])?;
        let mut last = (before, id.to_vec());
        while let Some(row) = rows.next()? {
            self.row(row, opens)?;
            last = (row.get(3)?, row.get(0)?);
        }
        Ok(last)
    }

    fn set(&self, opens: bool) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT category, visible, updated_at FROM section WHERE organisation = ?1 AND client = ?2 AND visible > 0 ORDER BY category",
        )?;
        let mut rows = statement.query(params![self.organisation, self.client])?;
        while let Some(row) = rows.next()? {
            read(row, 3)?;
        }
        let (before, id) = self.page(i64::MAX, &[255; 16], opens)?;
        self.page(before, &id, opens)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} {JOIN} WHERE e.organisation = ?1 AND e.client = ?2 AND e.id = ?3 AND e.visible = TRUE AND ((?4 >> CAST(e.category AS INTEGER)) & 1) = 1"
        ))?;
        let mut rows = statement.query(params![self.organisation, self.client, self.entry, i64::MAX])?;
        self.row(rows.next()?.context("no item")?, opens)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT e.source, s.format, s.sealed_identifier, s.sealed_bytes FROM entry_source s JOIN entry e ON e.organisation = s.organisation AND e.id = s.entry WHERE s.organisation = ?1 AND s.entry = ?2 AND s.version = ?3",
        )?;
        let mut rows = statement.query(params![self.organisation, self.entry, 1])?;
        read(rows.next()?.context("no source")?, 4)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT version, made_at, recorded_at, sealed_author FROM entry_version WHERE organisation = ?1 AND entry = ?2 ORDER BY version DESC",
        )?;
        let mut rows = statement.query(params![self.organisation, self.entry])?;
        read(rows.next()?.context("no version")?, 4)?;
        if opens {
            self.open(&self.author)?;
            self.open(&self.author)?;
        }
        Ok(())
    }
}

/// Takes every column out, as a row that is kept would.
fn read(row: &Row, columns: usize) -> Result<()> {
    for column in 0..columns {
        match row.get_ref(column)? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                std::hint::black_box(bytes.to_vec());
            }
            other => {
                std::hint::black_box(other);
            }
        }
    }
    Ok(())
}
