//! The measures, by their numbers in docs/BENCHMARKS.md. What is compared takes turns within a run, because the
//! machine is not the same from minute to minute.

mod depth;
mod log;
pub mod page;
mod passwords;
mod queries;
mod render;
mod searching;
mod weight;
mod writes;

use std::path::Path;

use anyhow::{Result, bail};
use tempfile::TempDir;

use crate::figures::Line;

/// How often those that are compared take turns.
const TURNS: usize = 3;

/// Measures one row.
pub fn measure(number: u32, server: &Path, site: &Path) -> Result<Vec<Line>> {
    match number {
        1 => render::measure(),
        2 => page::measure(server),
        4 => weight::measure(server, site),
        5 => writes::measure(server),
        6 => runtime()?.block_on(depth::measure()),
        7 => runtime()?.block_on(queries::measure()),
        8 => passwords::measure(server),
        9 => runtime()?.block_on(log::measure()),
        other => bail!("there is no row {other}"),
    }
}

/// A folder of its own for data, on one disk for what is compared.
pub fn folder() -> Result<TempDir> {
    Ok(tempfile::Builder::new().prefix("inzage-bench-").tempdir()?)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build()?)
}
