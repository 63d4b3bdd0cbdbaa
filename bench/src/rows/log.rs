//! Row 9: what the sealed, chained access log costs: page reads with it beside the same reads with one plain
//! committed insert; proving the chain beside hashing its bytes; and whether one flipped bit is always found.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use inzage_domain::Category;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::TURNS;
use crate::{
    figures::{Goal, Line, float, middle, rate},
    plain,
    world::{self, Person, World},
};

const TURN: Duration = Duration::from_secs(2);
/// Lines of the log of which a bit is flipped, one after the other.
const FLIPS: usize = 100;

pub(super) async fn measure() -> Result<Vec<Line>> {
    let world = Arc::new(World::new().await?);
    let person = Arc::new(world.person("client", 500).await?);
    let note = Arc::new(Mutex::new(plain::open_note(&world.folder.path().join("note.sqlite"))?));
    let mut lines = Vec::new();
    for callers in [1, 16] {
        let (mut logged, mut noted) = (Vec::new(), Vec::new());
        for turn in 0..=TURNS {
            let ours = reads(&world, &person, None, callers).await?;
            let limit = reads(&world, &person, Some(&note), callers).await?;
            if turn > 0 {
                logged.push(ours);
                noted.push(limit);
            }
        }
        let what = format!("page of 50 read with its line in the log, {callers} at a time");
        lines.push(Line::rates(&what, middle(&mut logged), middle(&mut noted), Goal::AtLeast(0.9)));
    }
    lines.push(proving(&world).await?);
    world.store.close().await?;
    lines.push(flipping().await?);
    Ok(lines)
}

/// Pages read in a second: with a permit and its line, or with the facts alone and a plain committed insert.
async fn reads(
    world: &Arc<World>,
    person: &Arc<Person>,
    note: Option<&Arc<Mutex<Connection>>>,
    callers: usize,
) -> Result<f64> {
    let (done, began) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let mut tasks = Vec::new();
    for _ in 0..callers {
        let (world, person, note, done) =
            (Arc::clone(world), Arc::clone(person), note.cloned(), Arc::clone(&done));
        tasks.push(tokio::spawn(async move {
            let held = world.may_read(&person).await?;
            while began.elapsed() < TURN {
                let page = match &note {
                    None => {
                        let permit = world.may_read(&person).await?;
                        world.store.entries(&permit, Some(Category::Reports), None, 50).await?
                    }
                    Some(note) => {
                        // The same query for the facts.
                        world.store.actor(&world.organisation, &person.token, &world::context()).await?;
                        tokio::task::block_in_place(|| {
                            plain::note(&note.lock().unwrap_or_else(PoisonError::into_inner))
                        })?;
                        world.store.entries(&held, Some(Category::Reports), None, 50).await?
                    }
                };
                ensure!(page.entries.len() == 50, "a page of {}", page.entries.len());
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(rate(done.load(Ordering::Relaxed), began.elapsed()))
}

/// The chain proved, beside the same bytes hashed line by line.
async fn proving(world: &World) -> Result<Line> {
    let connection = plain::open(&world.database())?;
    // As `Link::hash` counts: a word, the hash before, the fixed columns, and each part of variable length with its length.
    let mut statement = connection.prepare(
        "SELECT 17 + 8 + 32 + 16 + 8 + 16 + 8 + 24 + LENGTH(event) + LENGTH(action) + LENGTH(outcome) + 8 + COALESCE(LENGTH(actor), 0)
                + 8 + LENGTH(payload) + 8 + 16 * (SELECT COUNT(*) FROM log_object o WHERE o.organisation = l.organisation AND o.seq = l.seq) FROM log_line l",
    )?;
    let sizes: Vec<usize> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let bytes: usize = sizes.iter().sum();
    let buffer = vec![1_u8; sizes.iter().copied().max().context("no lines")?];
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let began = Instant::now();
        let report = world.store.verify_log(&world.operator).await?;
        ours.push(rate(bytes, began.elapsed()));
        ensure!(report.is_whole(), "the log is not whole: {:?}", report.problems.first());
        let began = Instant::now();
        for size in &sizes {
            std::hint::black_box(Sha256::digest(buffer.get(..*size).unwrap_or_default()));
        }
        limit.push(rate(bytes, began.elapsed()));
    }
    let (ours, limit) = (middle(&mut ours), middle(&mut limit));
    let megabytes = |rate: f64| format!("{:.0} MB/s", rate / 1e6);
    Ok(Line {
        what: format!("proving a log of {} lines", sizes.len()),
        measured: megabytes(ours),
        limit: megabytes(limit),
        ratio: ours / limit,
        goal: Goal::AtLeast(0.5),
    })
}

/// Flips one bit of one line at a time, past the triggers, and proves the log.
async fn flipping() -> Result<Line> {
    let world = World::new().await?;
    let person = world.person("client", 10).await?;
    for _ in 0..200 {
        world.may_read(&person).await?;
    }
    let connection = plain::open(&world.database())?;
    connection.execute_batch("DROP TRIGGER log_line_no_update")?;
    let last: u64 = connection.query_row("SELECT MAX(seq) FROM log_line", [], |row| row.get(0))?;
    let mut found = 0;
    for turn in 0..FLIPS {
        let mut random = [0_u8; 16];
        world::random(&mut random);
        let random = u128::from_le_bytes(random);
        let seq = u64::try_from(random % u128::from(last))? + 1;
        let column = ["payload", "hash", "id", "actor"].get(turn % 4).copied().unwrap_or("payload");
        let read = format!("SELECT COALESCE({column}, zeroblob(0)) FROM log_line WHERE seq = ?1");
        let before: Vec<u8> = connection.query_row(&read, [seq], |row| row.get(0))?;
        let column = if before.is_empty() { "payload" } else { column };
        let read = format!("SELECT {column} FROM log_line WHERE seq = ?1");
        let before: Vec<u8> = connection.query_row(&read, [seq], |row| row.get(0))?;
        let mut after = before.clone();
        let bit = usize::try_from((random >> 64) % u128::try_from(before.len() * 8)?)?;
        if let Some(byte) = after.get_mut(bit / 8) {
            *byte ^= 1 << (bit % 8);
        }
        let write = format!("UPDATE log_line SET {column} = ?2 WHERE seq = ?1");
        ensure!(connection.execute(&write, rusqlite::params![seq, after])? == 1, "no line {seq}");
        if !world.store.verify_log(&world.operator).await?.is_whole() {
            found += 1;
        }
        connection.execute(&write, rusqlite::params![seq, before])?;
    }
    ensure!(
        world.store.verify_log(&world.operator).await?.is_whole(),
        "with every bit back the log is not whole"
    );
    world.store.close().await?;
    Ok(Line {
        what: "one flipped bit is found".to_owned(),
        measured: format!("{found} found"),
        limit: format!("{FLIPS} flipped"),
        ratio: float(found) / float(FLIPS),
        goal: Goal::AtLeast(1.0),
    })
}
