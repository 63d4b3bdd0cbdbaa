//! The limits: SQLite as bare as it is still durable.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use rusqlite::{Connection, params};

use crate::figures;

/// A connection set as the store's: WAL, and a commit is on disk when it returns.
pub fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A table for rows of the size of a log line.
pub fn open_note(path: &Path) -> Result<Connection> {
    let connection = open(path)?;
    connection.execute_batch("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, text BLOB NOT NULL) STRICT")?;
    Ok(connection)
}

/// One committed insert.
pub fn note(connection: &Connection) -> Result<()> {
    let text = [7_u8; 400];
    connection
        .prepare_cached("INSERT INTO note (at, text) VALUES (?1, ?2)")?
        .execute(params![1, &text[..]])?;
    Ok(())
}

/// Inserts and commits one row after the other. Gives how many, and the median time of one.
pub fn inserts(path: &Path, time: Duration) -> Result<(usize, Duration)> {
    let connection = open_note(path)?;
    let began = Instant::now();
    let mut times = Vec::new();
    while began.elapsed() < time {
        let from = Instant::now();
        note(&connection)?;
        times.push(from.elapsed());
    }
    Ok((times.len(), figures::quantile(&mut times, 500)))
}
