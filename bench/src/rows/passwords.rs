//! Row 8: many wrong passwords at once, beside argon2id in a loop; what they do to the page of a record meanwhile;
//! and whether the time of an answer tells if there is such an account.

use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use argon2::{Algorithm, Argon2, Params, Version};
use inzage_domain::Category;
use serde_json::Value;

use super::TURNS;
use crate::{
    figures::{self, Goal, Line, middle},
    load::{Call, Load, Seen},
    server::{self, Server},
};

const CALLERS: usize = 64;
/// An address may fail this often before it waits (`domain::sign_in::FREE_FAILURES_OF_ADDRESS`).
const FREE: usize = 50;
/// Tries of a name before it waits.
const TRIES: usize = 4;
const TURN: Duration = Duration::from_secs(4);
/// Pages of a record a second, while others log in.
const PACE: f64 = 40.0;
const PAGES: Duration = Duration::from_secs(10);

pub(super) fn measure(binary: &Path) -> Result<Vec<Line>> {
    let folder = super::folder()?;
    let data = folder.path().join("data");
    let real = Server::start(binary, &data, 1, false)?;
    let accounts = server::accounts(&data)?;
    let account = accounts.first().context("no account")?;
    let versions = server::terms_versions(real.port, &account.cookie)?;
    server::accept(real.port, &account.cookie, &versions)?;
    let path = format!("/c/{}/dossier/{}", account.client, Category::Reports.slug());
    let page = server::get(real.port, &path, &account.cookie);

    // The program verifies this many at once: half of the cores, so that pages go on.
    let slots = thread::available_parallelism()?.get().div_ceil(2);
    let mut guesses = Guesses { port: real.port, turn: 0 };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for turn in 0..=TURNS {
        let (rate, limit) = (guesses.flood(TURN)?.rate(), by_hand(slots)?);
        if turn > 0 {
            ours.push(rate);
            theirs.push(limit);
        }
    }
    let idle = pages(real.port, &page)?.quantile(990);
    let busy = thread::scope(|scope| {
        let flood = scope.spawn(|| guesses.flood(PAGES + Duration::from_secs(2)));
        let busy = pages(real.port, &page);
        flood.join().map_err(|_| anyhow::anyhow!("the guesses stopped"))??;
        anyhow::Ok(busy?.quantile(990))
    })?;
    let (known, unknown) = (names(&data)?, (0..24).map(|number| format!("niemand-{number}")).collect());
    let known = one_by_one(real.port, known, Ipv4Addr::new(127, 0, 200, 1))?;
    let unknown = one_by_one(real.port, unknown, Ipv4Addr::new(127, 0, 200, 2))?;
    real.stop()?;
    Ok(vec![
        Line::rates(
            "wrong passwords, 64 at a time",
            middle(&mut ours),
            middle(&mut theirs),
            Goal::AtLeast(0.95),
        ),
        Line::times("page of a record meanwhile, p99", busy, idle, Goal::AtMost(2.0)),
        Line::times("a known name beside an unknown one, p50", known, unknown, Goal::AtMost(1.05)),
    ])
}

/// Wrong passwords, each turn from addresses that have not failed yet.
struct Guesses {
    port: u16,
    turn: u8,
}

impl Guesses {
    fn flood(&mut self, time: Duration) -> Result<Seen> {
        self.turn += 1;
        let (port, turn) = (self.port, self.turn);
        let mut number = 0_u64;
        let load = Load { port, connections: CALLERS, time, pace: None };
        let address =
            |caller: usize| Ipv4Addr::new(127, 0, turn, u8::try_from(caller).unwrap_or_default() + 1);
        let seen = load.run_from(200, address, || {
            number += 1;
            guess(port, &format!("gok-{turn}-{number}"))
        })?;
        ensure!(seen.times.len() < CALLERS * FREE, "an address failed too often and was made to wait");
        Ok(seen)
    }
}

/// One log-in, as the browser half would send it: its answer is the form again, with a status of 200.
fn guess(port: u16, user: &str) -> Call {
    let form = format!("user_name={user}&password=zomaar+iets+geraden");
    let bytes = format!(
        "POST /api/inloggen HTTP/1.1\r\nhost: linde.localhost:{port}\r\norigin: http://linde.localhost:{port}\r\n\
         sec-fetch-site: same-origin\r\naccept: application/json\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    Call { bytes: bytes.into_bytes(), mark: 0 }
}

/// argon2id with the program's cost, in a loop on each of a few threads.
fn by_hand(threads: usize) -> Result<f64> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| anyhow::anyhow!("{error}"))?;
    let counts = thread::scope(|scope| {
        let loops: Vec<_> = (0..threads)
            .map(|_| {
                let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
                scope.spawn(move || {
                    let (began, mut count, mut out) = (Instant::now(), 0_usize, [0_u8; 32]);
                    while began.elapsed() < TURN {
                        hasher
                            .hash_password_into(b"zomaar iets geraden", &[7; 16], &mut out)
                            .map_err(|error| anyhow::anyhow!("{error}"))?;
                        count += 1;
                    }
                    anyhow::Ok(figures::rate(count, began.elapsed()))
                })
            })
            .collect();
        loops
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow::anyhow!("a loop stopped"))?)
            .collect::<Result<Vec<f64>>>()
    })?;
    Ok(counts.into_iter().sum())
}

fn pages(port: u16, page: &[u8]) -> Result<Seen> {
    let load = Load { port, connections: 4, time: PAGES, pace: Some(PACE) };
    load.run(200, || Call { bytes: page.to_vec(), mark: 0 })
}

/// The user names of the organisation, as often as each may fail.
fn names(data: &Path) -> Result<Vec<String>> {
    let contract: Value = serde_json::from_str(&fs::read_to_string(data.join("demo.json"))?)?;
    let organisations = contract.get("organisations").and_then(Value::as_array).context("demo.json")?;
    let is_linde = |one: &&Value| one.get("key").is_some_and(|key| key == "linde");
    let linde = organisations.iter().find(is_linde).context("no linde")?;
    let users = linde.get("accounts").and_then(Value::as_array).context("no accounts")?;
    let users: Vec<&str> = users.iter().filter_map(|account| account.get("user")?.as_str()).collect();
    Ok(users.iter().flat_map(|user| vec![(*user).to_owned(); TRIES]).take(24).collect())
}

/// The middle time of an answer, one name after the other.
fn one_by_one(port: u16, names: Vec<String>, from: Ipv4Addr) -> Result<Duration> {
    let mut times = Vec::new();
    for name in names {
        let load = Load { port, connections: 1, time: Duration::from_millis(5), pace: None };
        // The time is over before the first answer is there.
        times.extend(load.run_from(200, |_| from, || guess(port, &name))?.times);
    }
    ensure!(!times.is_empty(), "nobody answered");
    Ok(figures::quantile(&mut times, 500))
}
