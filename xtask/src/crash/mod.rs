//! Acknowledged means kept: the server is killed at random moments under write load, started again and compared.
//!
//! This process writes over HTTP and keeps the acknowledgements; the server knows nothing of it. The write is the
//! acceptance of the terms, once for each of many accounts, each with its own idempotency key. It is read back as
//! the person would see it: the gate is open, or still shut.

mod portal;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use self::portal::{Account, Portal};
use crate::program::{self, Server};
use crate::shell;
use crate::tally::Tally;

/// Accounts that one round may use up; the kill comes before they are.
const WRITES_PER_ROUND: usize = 48;
/// Acknowledgements after which the kill comes at the latest; at the earliest after none.
const LATEST_KILL: usize = 40;
/// Requests under way at once.
const WRITERS: usize = 8;
/// Rounds on one data folder. Then a new one, so that a long run needs no endless list of accounts.
const ROUNDS_PER_FOLDER: u32 = 50;
/// Every how many rounds the dead server's files are examined.
const EXAMINE_EVERY: u32 = 10;

/// The long run.
#[derive(Args)]
pub(crate) struct Options {
    /// how often the server is killed
    #[arg(long, default_value_t = 1000)]
    kills: u32,
    /// repeats the choices of an earlier run
    #[arg(long)]
    seed: Option<u64>,
    /// the release build instead of the quickly built one
    #[arg(long)]
    release: bool,
}

/// `cargo xtask crash`.
pub(crate) fn command(options: &Options) -> Result<ExitCode> {
    let server = program::build(!options.release)?;
    let found = run(&server, options.kills, options.seed.unwrap_or_else(|| fastrand::u64(..)))?;
    let tally = found.tally();
    println!("{}", found.summary());
    println!("{tally}");
    Ok(if tally.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The same as a step of `cargo xtask test`.
pub(crate) fn tally(server: &Path, kills: u32) -> Tally {
    match run(server, kills, fastrand::u64(..)) {
        Ok(found) => {
            println!("{}", found.summary());
            found.tally()
        }
        Err(error) => Tally::of_check("crash", Err(error)),
    }
}

/// What a run found.
#[derive(Default)]
struct Found {
    kills: u32,
    acknowledged: usize,
    unanswered: usize,
    /// accounts whose acknowledged write was gone
    lost: Vec<String>,
    /// accounts whose unanswered write could not be finished by sending it again
    half_applied: Vec<String>,
    /// what `inzage doctor` or `inzage verify-log` complained of
    unsound: BTreeMap<&'static str, String>,
}

impl Found {
    fn summary(&self) -> String {
        format!(
            "{}: {} acknowledged, {} unanswered when the server died; {} lost, {} half-applied",
            shell::plural(self.kills, "kill"),
            shell::plural(self.acknowledged, "write"),
            self.unanswered,
            self.lost.len(),
            self.half_applied.len()
        )
    }

    fn tally(&self) -> Tally {
        let none = |names: &[String]| -> Result<()> {
            ensure!(
                names.is_empty(),
                "{} in all, such as {}",
                names.len(),
                names.iter().take(5).cloned().collect::<Vec<_>>().join(", ")
            );
            Ok(())
        };
        let sound = |command: &str| -> Result<()> {
            match self.unsound.get(command) {
                None => Ok(()),
                Some(complaint) => Err(anyhow::anyhow!("{complaint}")),
            }
        };
        let mut tally = Tally::of_check(
            "crash: there were writes to lose",
            if self.acknowledged > 0 { Ok(()) } else { Err(anyhow::anyhow!("none was acknowledged")) },
        );
        tally.add(Tally::of_check("crash: no acknowledged write is lost", none(&self.lost)));
        tally.add(Tally::of_check("crash: no write is half-applied", none(&self.half_applied)));
        tally.add(Tally::of_check("crash: the database is whole (inzage doctor)", sound("doctor")));
        tally
            .add(Tally::of_check("crash: the log's chain is whole (inzage verify-log)", sound("verify-log")));
        tally
    }
}

fn run(server: &Path, kills: u32, seed: u64) -> Result<Found> {
    println!("{} with seed {seed}", shell::plural(kills, "kill"));
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut found = Found::default();
    while found.kills < kills {
        let rounds = ROUNDS_PER_FOLDER.min(kills - found.kills);
        one_folder(server, rounds, &mut chance, &mut found)?;
        println!("  {}", found.summary());
    }
    Ok(found)
}

/// Fresh data, some rounds, and at the end everything once more.
fn one_folder(binary: &Path, rounds: u32, chance: &mut fastrand::Rng, found: &mut Found) -> Result<()> {
    let data = tempfile::tempdir()?;
    let log = program::log_file("crash-server")?;
    let bench = usize::try_from(rounds)? * WRITES_PER_ROUND;
    let run = Run { binary, data: data.path().to_owned(), port: program::free_port()?, log };

    let mut server = run.start(&["--bench-accounts".to_owned(), bench.to_string()])?;
    let accounts = portal::accounts(data.path())?;
    ensure!(accounts.len() >= bench, "the demo made {} accounts of {bench}", accounts.len());
    let first = accounts.first().context("the demo made no account")?;
    let portal = Portal::new(run.port, first)?;
    ensure!(
        !portal.has_accepted(first)?,
        "an account that accepted nothing is let in: the test would prove nothing"
    );

    let mut kept: Vec<&Account> = Vec::new();
    for (round, accounts) in (1..=rounds).zip(accounts.chunks(WRITES_PER_ROUND)) {
        let outcome = Load {
            portal: &portal,
            accounts,
            next: AtomicUsize::new(0),
            acknowledged: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        }
        .until_killed(&mut server, chance)?;
        found.kills += 1;
        if round % EXAMINE_EVERY == 0 {
            run.examine(found);
        }
        server = run.start(&[])?;
        outcome.compare(&portal, found);
        kept.extend(outcome.acknowledged);
    }
    for account in kept {
        note_loss(&portal, account, found);
    }
    server.stop()?;
    run.examine(found);
    Ok(())
}

/// Where one folder's server lives.
struct Run<'a> {
    binary: &'a Path,
    data: PathBuf,
    port: u16,
    log: PathBuf,
}

impl Run<'_> {
    fn start(&self, extra: &[String]) -> Result<Server> {
        Server::start(self.binary, &self.data, self.port, &self.log, extra)
    }

    /// Lets the program itself look over what a dead server left.
    fn examine(&self, found: &mut Found) {
        for command in ["doctor", "verify-log"] {
            if let Err(error) =
                shell::read(Command::new(self.binary).arg(command).arg("--data").arg(&self.data))
            {
                found.unsound.entry(command).or_insert_with(|| format!("{error:#}"));
            }
        }
    }
}

/// One round's writes.
struct Load<'a> {
    portal: &'a Portal,
    accounts: &'a [Account],
    next: AtomicUsize,
    acknowledged: AtomicUsize,
    over: AtomicBool,
}

/// What the writers were told before the server died.
struct Outcome<'a> {
    acknowledged: Vec<&'a Account>,
    unanswered: Vec<&'a Account>,
    refused: Vec<String>,
}

impl<'a> Load<'a> {
    fn until_killed(&self, server: &mut Server, chance: &mut fastrand::Rng) -> Result<Outcome<'a>> {
        let outcome =
            Mutex::new(Outcome { acknowledged: Vec::new(), unanswered: Vec::new(), refused: Vec::new() });
        let goal = chance.usize(0..=LATEST_KILL);
        let further = Duration::from_micros(chance.u64(0..3000));
        scope(|threads| {
            for _ in 0..WRITERS {
                threads.spawn(|| self.write(&outcome));
            }
            let began = Instant::now();
            while self.acknowledged.load(Ordering::Acquire) < goal
                && began.elapsed() < Duration::from_secs(20)
            {
                sleep(Duration::from_micros(200));
            }
            sleep(further);
            let killed = server.kill();
            self.over.store(true, Ordering::Release);
            killed
        })?;
        let outcome = outcome.into_inner().unwrap_or_else(PoisonError::into_inner);
        ensure!(outcome.refused.is_empty(), "the server refused a write: {}", outcome.refused.join("; "));
        Ok(outcome)
    }

    fn write(&self, outcome: &Mutex<Outcome<'a>>) {
        while !self.over.load(Ordering::Acquire) {
            let Some(account) = self.accounts.get(self.next.fetch_add(1, Ordering::Relaxed)) else { return };
            let answer = self.portal.accept(account);
            let mut outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner);
            match answer {
                Ok(answer) if portal::is_acknowledged(&answer) => {
                    outcome.acknowledged.push(account);
                    self.acknowledged.fetch_add(1, Ordering::Release);
                }
                Ok(answer) => outcome.refused.push(format!(
                    "{}: {} {}",
                    account.user,
                    answer.status,
                    answer.location.unwrap_or_default()
                )),
                Err(_) => {
                    // dead: further requests would only be refused by the machine
                    outcome.unanswered.push(account);
                    return;
                }
            }
        }
    }
}

impl Outcome<'_> {
    /// What was acknowledged is there; what was not can be sent again with the same key and is there then.
    fn compare(&self, portal: &Portal, found: &mut Found) {
        found.acknowledged += self.acknowledged.len();
        found.unanswered += self.unanswered.len();
        for account in &self.acknowledged {
            note_loss(portal, account, found);
        }
        for account in &self.unanswered {
            let finished = portal.accept(account).is_ok_and(|answer| portal::is_acknowledged(&answer))
                && portal.has_accepted(account).unwrap_or(false);
            if !finished {
                found.half_applied.push(account.user.clone());
            }
        }
    }
}

fn note_loss(portal: &Portal, account: &Account, found: &mut Found) {
    if !portal.has_accepted(account).unwrap_or(false) && !found.lost.contains(&account.user) {
        found.lost.push(account.user.clone());
    }
}
