//! Row 5: acceptances of the terms, acknowledged when they are on disk, beside a bare insert loop; as the disk is,
//! and with every sync slowed down by 4 ms for both. Afterwards everything acknowledged is looked for.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use inzage_domain::log::EventCode;
use uuid::Uuid;

use super::TURNS;
use crate::{
    figures::{Goal, Line, float, middle, quantile},
    load::{Call, Load, Seen},
    plain,
    server::{self, Account, Server, bare_inserts},
    world,
};

/// Each accepts again and again, with a new key each time: as durable, sealed and logged as the first time.
const ACCOUNTS: usize = 2000;
const CALLERS: usize = 64;
/// Durable writes a second of the FHIR server that the goals name.
const FHIR_SERVER: f64 = 336.0;

/// Who writes, and what was acknowledged.
struct Writing<'a> {
    accounts: &'a [Account],
    versions: String,
    /// under which all keys of this run are
    base: u128,
    sent: usize,
    acknowledged: Vec<u128>,
}

impl Writing<'_> {
    fn run(&mut self, port: u16, connections: usize, time: Duration) -> Result<Seen> {
        let (accounts, versions, base) = (self.accounts, &self.versions, self.base);
        let sent = &mut self.sent;
        let seen = Load { port, connections, time, pace: None }.run(303, || {
            *sent += 1;
            // One caller is one person; many callers are everybody.
            let at = if connections == 1 { 0 } else { *sent % accounts.len() };
            let cookie = accounts.get(at).map_or("", |account| account.cookie.as_str());
            let mark = base + u128::try_from(*sent).unwrap_or_default();
            Call { bytes: server::acceptance(port, cookie, versions, Uuid::from_u128(mark)), mark }
        })?;
        self.acknowledged.extend(&seen.acknowledged);
        Ok(seen)
    }
}

pub(super) fn measure(binary: &Path) -> Result<Vec<Line>> {
    let folder = super::folder()?;
    let data = folder.path().join("data");
    let server = Server::start(binary, &data, ACCOUNTS, false)?;
    let accounts = server::accounts(&data)?;
    let versions = server::terms_versions(server.port, &accounts.first().context("no account")?.cookie)?;
    let mut base = [0_u8; 16];
    world::random(&mut base);
    let base = u128::from_be_bytes(base) >> 1;
    let mut writing = Writing { accounts: &accounts, versions, base, sent: 0, acknowledged: Vec::new() };

    let mut lines = Vec::new();
    let found = side_by_side(&mut writing, &server, folder.path(), false)?;
    lines.push(Line::rates(
        "durable writes, 64 clients, the disk as it is",
        found.ours,
        found.bare,
        Goal::AtLeast(0.5),
    ));
    lines.push(Line::rates(
        "the same, beside a FHIR server on Node with PostgreSQL",
        found.ours,
        FHIR_SERVER,
        Goal::AtLeast(10.0),
    ));
    lines.push(Line::times("one client, p50, the disk as it is", found.one, found.bare_one, Goal::None));
    server.stop()?;

    if server::can_slow() {
        let server = Server::start(binary, &data, 0, true)?;
        let found = side_by_side(&mut writing, &server, folder.path(), true)?;
        lines.push(Line::rates(
            "durable writes, 64 clients, syncs slowed by 4 ms",
            found.ours,
            found.bare,
            Goal::AtLeast(10.0),
        ));
        lines.push(Line::times(
            "one client, p50, syncs slowed by 4 ms",
            found.one,
            found.bare_one,
            Goal::AtMost(1.5),
        ));
        server.stop()?;
    } else {
        eprintln!("row 5: strace cannot slow syncs here; those lines are left out");
    }
    let lost = lost(&data.join("inzage.sqlite"), &writing.acknowledged)?;
    let whole = Command::new(binary).arg("verify-log").arg("--data").arg(&data).output()?;
    ensure!(whole.status.success(), "the log is not whole: {}", String::from_utf8_lossy(&whole.stdout));
    lines.push(Line {
        what: "acknowledged writes that are not there afterwards".to_owned(),
        measured: format!("{lost} lost"),
        limit: format!("{} acknowledged", writing.acknowledged.len()),
        ratio: float(lost) / float(writing.acknowledged.len()),
        goal: Goal::AtMost(0.0),
    });
    Ok(lines)
}

/// What one kind of disk gives.
struct Found {
    ours: f64,
    bare: f64,
    one: Duration,
    bare_one: Duration,
}

fn side_by_side(writing: &mut Writing, server: &Server, folder: &Path, slowed: bool) -> Result<Found> {
    // Sessions are marked as used at their first request of a minute: not during the measure of one client.
    writing.run(server.port, CALLERS, Duration::from_secs(2))?;
    let (mut ours, mut bare, mut bare_ones, mut ones) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let (rate, one) = bare_inserts(folder, 2000, slowed)?;
        bare.push(rate);
        bare_ones.push(one);
        ours.push(writing.run(server.port, CALLERS, Duration::from_secs(3))?.rate());
        ones.push(writing.run(server.port, 1, Duration::from_secs(2))?.quantile(500));
    }
    Ok(Found {
        ours: middle(&mut ours),
        bare: middle(&mut bare),
        one: quantile(&mut ones, 500),
        bare_one: quantile(&mut bare_ones, 500),
    })
}

/// How many of these keys have no outcome in the database, and whether each has its line in the log.
fn lost(database: &Path, acknowledged: &[u128]) -> Result<usize> {
    let connection = plain::open(database)?;
    let mut statement = connection.prepare("SELECT key FROM idempotency")?;
    let kept: HashSet<u128> = statement
        .query_map([], |row| row.get::<_, [u8; 16]>(0))?
        .map(|key| key.map(u128::from_be_bytes))
        .collect::<Result<_, _>>()?;
    let lines: usize = connection.query_row(
        "SELECT COUNT(*) FROM log_line WHERE event = ?1",
        [EventCode::AcceptTerms.key()],
        |row| row.get(0),
    )?;
    ensure!(lines >= acknowledged.len(), "{lines} lines in the log for {} writes", acknowledged.len());
    Ok(acknowledged.iter().filter(|key| !kept.contains(key)).count())
}
