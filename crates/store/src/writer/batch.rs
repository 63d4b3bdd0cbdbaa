//! One batch: begin, operations, log lines, commit, answers.
//!
//! First the operations run without savepoints: almost always all succeed. When one fails, the
//! transaction is undone and all run again with a savepoint each, so that the failure undoes
//! only itself. A batch of one needs neither.

use std::{sync::Arc, sync::atomic::Ordering, time::Duration};

use tokio::sync::mpsc;

use super::{
    Counters, Job, LARGEST_BATCH,
    claim::{Claimed, claim},
};
use crate::{
    StoreError,
    db::{Address, Conn, Engine, Row, execute, insert_rows},
    log::{SealedLine, append},
};

/// How often a batch is tried again after a deadlock or serialisation failure.
const ATTEMPTS: u32 = 8;

/// The writer's task.
pub(super) async fn work(
    address: Address,
    mut conn: Conn,
    mut waiting: mpsc::Receiver<Job>,
    counters: Arc<Counters>,
) {
    let mut lost = false;
    let mut ending = false;
    while !ending {
        let Some(first) = waiting.recv().await else { break };
        let mut jobs = vec![first];
        while jobs.len() < LARGEST_BATCH {
            match waiting.try_recv() {
                Ok(job) => jobs.push(job),
                Err(_) => break,
            }
        }
        ending = jobs.iter().any(|job| matches!(job, Job::Stop));
        jobs.retain(|job| !matches!(job, Job::Stop));
        if ending {
            waiting.close();
        }
        if jobs.is_empty() {
            continue;
        }
        if lost {
            match crate::db::connect_writer(&address).await {
                Ok(fresh) => conn = fresh,
                Err(error) => {
                    for job in jobs {
                        job.answer(Err(error.clone()));
                    }
                    continue;
                }
            }
        }
        lost = !run(&mut conn, jobs, &counters).await;
    }
    waiting.close();
    while let Some(job) = waiting.recv().await {
        job.answer(Err(StoreError::Closing));
    }
    match conn {
        Engine::Sqlite(connection) => drop(sqlx::Connection::close(connection).await),
        Engine::Postgres(connection) => drop(sqlx::Connection::close(connection).await),
    }
}

/// Runs a batch to its answers. Says whether the connection can be used again.
async fn run(conn: &mut Conn, mut jobs: Vec<Job>, counters: &Counters) -> bool {
    let mut careful = false;
    let mut attempt = 0;
    let (outcomes, usable) = loop {
        match try_once(conn, &mut jobs, careful, counters).await {
            Ok(outcomes) => break (Ok(outcomes), true),
            Err(Trouble::Operation(error)) => {
                let usable = rollback(conn).await;
                if !usable || jobs.len() == 1 {
                    break (Err(error), usable);
                }
                careful = true;
            }
            Err(Trouble::Batch(error)) => {
                let usable = rollback(conn).await;
                attempt += 1;
                if !usable || !error.is_retryable() || attempt >= ATTEMPTS {
                    break (Err(error.clone()), usable && !error.is_fatal());
                }
                counters.retries.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(2_u64 << attempt)).await;
            }
        }
    };
    Counters::add(&counters.batches, 1);
    Counters::add(&counters.operations, jobs.len());
    counters.largest.fetch_max(u64::try_from(jobs.len()).unwrap_or(u64::MAX), Ordering::Relaxed);
    match outcomes {
        Ok(outcomes) => jobs.into_iter().zip(outcomes).for_each(|(job, outcome)| job.answer(outcome)),
        Err(error) => {
            counters.failures.fetch_add(1, Ordering::Relaxed);
            for job in jobs {
                job.answer(Err(error.clone()));
            }
        }
    }
    usable
}

/// Why a transaction was not committed.
enum Trouble {
    /// One operation failed: again, with savepoints.
    Operation(StoreError),
    /// The transaction as a whole failed.
    Batch(StoreError),
}

impl Trouble {
    /// Whose trouble an operation's failure is.
    fn of(error: StoreError) -> Self {
        if error.is_retryable() || error.is_fatal() { Self::Batch(error) } else { Self::Operation(error) }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Batch(error)
    }
}

/// One transaction. Gives the outcome of each operation, all durable.
async fn try_once(
    conn: &mut Conn,
    jobs: &mut [Job],
    careful: bool,
    counters: &Counters,
) -> Result<Vec<Result<(), StoreError>>, Trouble> {
    match conn {
        // The write lock at once: a lock that is only asked for later could be refused half-way.
        Engine::Sqlite(_) => execute!(conn, "BEGIN IMMEDIATE")?,
        Engine::Postgres(_) => execute!(conn, "BEGIN")?,
    };
    let mut lines: Vec<SealedLine> = Vec::with_capacity(jobs.len());
    let mut outcomes = Vec::with_capacity(jobs.len());
    if careful {
        for job in jobs {
            let outcome = run_apart(conn, job).await?;
            outcomes.push(outcome.map(|more| lines.extend(more)));
        }
    } else {
        let claimed = claim(conn, jobs).await?;
        let mut rows = Vec::new();
        for (job, mut claimed) in jobs.iter_mut().zip(claimed) {
            if claimed == Claimed::Later {
                claimed = claim_one(conn, job).await?;
            }
            lines.extend(run_job(conn, job, claimed, &mut rows).await.map_err(Trouble::of)?);
            outcomes.push(Ok(()));
        }
        insert_rows(conn, &rows).await.map_err(Trouble::of)?;
    }
    let number = lines.len();
    append(conn, lines).await?;
    execute!(conn, "COMMIT")?;
    Counters::add(&counters.lines, number);
    Ok(outcomes)
}

/// Runs one operation, if its key was free. Gives its lines, and the rows that are still to be added.
async fn run_job(
    conn: &mut Conn,
    job: &mut Job,
    claimed: Claimed,
    rows: &mut Vec<Row>,
) -> Result<Vec<SealedLine>, StoreError> {
    match job {
        Job::Line(line, _) => Ok(vec![line.clone()]),
        Job::Act(act) => {
            if !act.claimed(claimed) {
                return Ok(Vec::new());
            }
            rows.extend_from_slice(act.rows());
            act.run(conn).await
        }
        Job::Stop => Ok(Vec::new()),
    }
}

/// Takes the key of one operation and runs it, in a savepoint. The outer error ends the whole
/// transaction.
async fn run_apart(conn: &mut Conn, job: &mut Job) -> Result<Result<Vec<SealedLine>, StoreError>, Trouble> {
    execute!(conn, "SAVEPOINT operation")?;
    match run_whole(conn, job).await.map_err(Trouble::of) {
        Ok(lines) => {
            execute!(conn, "RELEASE SAVEPOINT operation")?;
            Ok(Ok(lines))
        }
        Err(Trouble::Operation(error)) => {
            execute!(conn, "ROLLBACK TO SAVEPOINT operation")?;
            execute!(conn, "RELEASE SAVEPOINT operation")?;
            Ok(Err(error))
        }
        Err(trouble) => Err(trouble),
    }
}

async fn claim_one(conn: &mut Conn, job: &Job) -> Result<Claimed, StoreError> {
    let claimed = claim(conn, std::slice::from_ref(job)).await?;
    claimed.first().copied().ok_or(StoreError::Stopped)
}

/// All of one operation, without its neighbours.
async fn run_whole(conn: &mut Conn, job: &mut Job) -> Result<Vec<SealedLine>, StoreError> {
    let mut rows = Vec::new();
    let claimed = claim_one(conn, job).await?;
    let lines = run_job(conn, job, claimed, &mut rows).await?;
    insert_rows(conn, &rows).await?;
    Ok(lines)
}

/// Undoes the transaction. Says whether the connection is in order.
async fn rollback(conn: &mut Conn) -> bool {
    match execute!(conn, "ROLLBACK") {
        Ok(_) => true,
        // SQLite ends the transaction by itself after some errors and then has nothing to undo.
        Err(StoreError::Database(error)) => error
            .as_database_error()
            .is_some_and(|error| error.message().contains("no transaction is active")),
        Err(_) => false,
    }
}
