//! `cargo xtask`: the only build tool. Each command is a module; what they share is in `shell` and `setup`.
//!
//! Kept small so that it compiles in seconds; packing the browser half is the program in `xtask/site`.

mod bench;
mod client;
mod crash;
mod demo;
mod deny;
mod fingerprint;
mod machine;
mod node;
mod postgres;
mod program;
mod setup;
mod shell;
mod site;
mod tally;
mod test;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, runs and proves Inzage.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes this machine ready: compiler target, node packages, Chromium, PostgreSQL, linker (as root on Debian)
    Setup {
        /// only say what is there and what is missing
        #[arg(long)]
        check: bool,
    },
    /// Builds the browser half into target/site
    Build {
        /// quick to build, large to load
        #[arg(long)]
        debug: bool,
    },
    /// Builds everything and serves the five demo organisations
    Demo(demo::Options),
    /// Runs the tests; ends with `N passed, N failed`
    Test(test::Options),
    /// Kills the server at random moments under write load and looks for what was lost
    Crash(crash::Options),
    /// Measures the rows of docs/BENCHMARKS.md, each beside its limit
    Bench(bench::Options),
    /// Checks licences, banned crates and sources of all dependencies (installs cargo-deny)
    Deny {
        /// also look up known vulnerabilities; needs the advisory database from the network
        #[arg(long)]
        advisories: bool,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Setup { check } => setup::command(check),
        Command::Build { debug } => {
            setup::ensure(&setup::FOR_BUILDING)?;
            site::build(site::Mode::of(debug))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo(options) => demo::command(&options),
        Command::Test(options) => Ok(test::command(&options)),
        Command::Crash(options) => crash::command(&options),
        Command::Bench(options) => bench::command(&options),
        Command::Deny { advisories } => deny::command(advisories),
    }
}
