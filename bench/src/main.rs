//! Measures Inzage, each figure beside its physical limit in the same run. `cargo xtask bench` builds and calls this
//! program and prints its lines as one table; the goals are in docs/BENCHMARKS.md.
//!
//! `load` is the generator of HTTP requests, `server` the program under test, `world` a store without a server,
//! `plain` the limits (bare SQLite), `rows` the measures.

mod figures;
mod load;
mod plain;
mod rows;
mod server;
mod world;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures one row; a line of JSON for each comparison
    Row {
        /// its number
        number: u32,
        /// the program under test
        #[arg(long)]
        server: PathBuf,
        /// the packed browser half (row 4)
        #[arg(long)]
        site: PathBuf,
    },
    /// A bare insert loop: the limit of row 5. Prints commits and the median of one in microseconds
    Inserts {
        /// database file, made new
        file: PathBuf,
        /// how long
        #[arg(long)]
        millis: u64,
    },
    /// The hand-written page: the limit of row 2
    Page {
        /// database that row 2 has filled
        file: PathBuf,
        /// on 127.0.0.1
        #[arg(long)]
        port: u16,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Row { number, server, site } => {
            for line in rows::measure(number, &server, &site)? {
                println!("{}", line.json());
            }
            Ok(())
        }
        Command::Inserts { file, millis } => {
            let (commits, median) = plain::inserts(&file, Duration::from_millis(millis))?;
            println!("{commits} {}", median.as_micros());
            Ok(())
        }
        Command::Page { file, port } => rows::page::serve_limit(&file, port),
    }
}
