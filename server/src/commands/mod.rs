//! What the commands do. Each is one file; here is how they start and how they end.

mod agreement;
mod demo;
mod doctor;
mod import;
mod migrate;
mod organisation;
mod rotate_master_key;
mod rotate_organisation_key;
mod serve;
mod verify_log;

use std::process::ExitCode;

use clap::Parser;
use inzage_store::{Organisation, Store};
use tokio::runtime::{Builder, Runtime};

use crate::{
    cli::{Cli, Command},
    problem::Problem,
};

/// How a command ended when nothing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All of it was done: 0.
    Done,
    /// Not all of it, or problems were found: 3.
    Partly,
}

/// Reads the command line, does what it says, and gives the exit status.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Migrate(arguments) => migrate::run(&arguments),
        Command::Organisation(arguments) => organisation::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::VerifyLog(arguments) => verify_log::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::RotateMasterKey(arguments) => rotate_master_key::run(&arguments),
        Command::RotateOrganisationKey(arguments) => rotate_organisation_key::run(&arguments),
    };
    match outcome {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Partly) => ExitCode::from(3),
        Err(problem) => {
            tell(&format!("inzage: {problem}"));
            ExitCode::FAILURE
        }
    }
}

/// The runtime of a command; pages need at least four workers, lest rendering waits for itself.
fn runtime(workers: usize) -> Result<Runtime, Problem> {
    Builder::new_multi_thread()
        .worker_threads(workers.max(4))
        .thread_name("inzage")
        .enable_all()
        .build()
        .map_err(|error| Problem::of(&error, "the system gives no threads; check its limits"))
}

/// Writes a line for the person at the command line. A closed pipe is no reason to stop.
fn say(line: &str) {
    use std::io::Write;
    _ = writeln!(std::io::stdout(), "{line}");
}

/// The same where problems go.
fn tell(line: &str) {
    use std::io::Write;
    _ = writeln!(std::io::stderr(), "{line}");
}

/// Who is at the command line, for the access log.
fn person(command: &str) -> String {
    let user = ["SUDO_USER", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    format!("{}: inzage {command}", user.as_deref().unwrap_or("system"))
}

/// The organisation with a key; where there is none, the problem names those that there are.
async fn organisation_of(store: &Store, key: &str) -> Result<Organisation, Problem> {
    if let Some(organisation) = store.organisation_by_key(key).await? {
        return Ok(organisation);
    }
    let known: Vec<String> = store.organisations().await?.iter().map(|one| one.key().to_owned()).collect();
    let next = if known.is_empty() {
        "there are none yet: `inzage organisation create` makes one".to_owned()
    } else {
        format!("the organisations are: {}", known.join(", "))
    };
    Err(Problem::new(format!("there is no organisation `{key}`"), next))
}
