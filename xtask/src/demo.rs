//! `cargo xtask demo`: from a checkout to five organisations on one port.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;

use crate::{program, setup, shell, site};

/// What the demo is told.
#[derive(Args)]
pub(crate) struct Options {
    /// port on 127.0.0.1
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// folder of the demo's data, filled when it is empty [default: data/demo in the repository]
    #[arg(long)]
    data: Option<PathBuf>,
    /// a PostgreSQL database instead of SQLite in the data folder
    #[arg(long)]
    database_url: Option<String>,
    /// quick to build, slow to run
    #[arg(long)]
    debug: bool,
}

/// Builds, then becomes the server.
pub(crate) fn command(options: &Options) -> Result<ExitCode> {
    let mut steps = Steps { done: 0, of: 4 };
    steps.step("this machine", || setup::ensure(&setup::FOR_BUILDING))?;
    steps.step("browser half", || site::build(site::Mode::of(options.debug)))?;
    let binary = steps.step("server", || program::build(options.debug))?;
    println!("[4/4] serving: http://localhost:{} shows the organisations; Ctrl-C stops", options.port);

    let data = match &options.data {
        Some(data) => std::path::absolute(data)?,
        None => shell::root().join("data/demo"),
    };
    let mut server = Command::new(binary);
    server.arg("demo").arg("--data").arg(data).arg("--listen").arg(format!("127.0.0.1:{}", options.port));
    if let Some(url) = &options.database_url {
        server.arg("--database-url").arg(url);
    }
    Err(server.current_dir(shell::root()).exec()).context("starting the server")
}

/// Numbered steps with the time that each took.
struct Steps {
    done: u32,
    of: u32,
}

impl Steps {
    fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        let began = Instant::now();
        println!("[{}/{}] {name} ...", self.done, self.of);
        let result = work()?;
        println!("[{}/{}] {name}: {:.0} s", self.done, self.of, began.elapsed().as_secs_f64());
        Ok(result)
    }
}
