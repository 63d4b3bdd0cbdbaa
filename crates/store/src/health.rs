//! Is it well: the quick question of `/readyz`, the long one of `inzage doctor`, the numbers of
//! the writer, the proof of the log, and tidying what has expired.

use std::sync::atomic::Ordering;

use inzage_domain::{
    ClientId, OrganisationId,
    access::{Permit, ReadLog},
    log::{EventAction, EventCode},
    sign_in::FORGET_AFTER,
};

use jiff::Timestamp;

use crate::{
    ClientLogLine, LogReport, Operator, Recorded, Store, StoreError,
    db::{Engine, execute, fetch_all, fetch_one},
    log::{Asked, of_client, verify},
    record::client_of,
    time::micros,
};

/// What `doctor` finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integrity {
    /// `SQLite` or `PostgreSQL`, with its version.
    pub engine: String,
    /// What is wrong, in English, for the operator. Empty when nothing is.
    pub problems: Vec<String>,
}

/// What the writer has done since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    /// Transactions.
    pub batches: u64,
    /// Operations in them.
    pub operations: u64,
    /// Lines of the access log.
    pub lines: u64,
    /// Most operations in one transaction.
    pub largest_batch: u64,
    /// Transactions tried again after a deadlock or serialisation failure.
    pub retries: u64,
    /// Transactions that failed as a whole.
    pub failures: u64,
}

/// Rows that would be halves of something; each query gives a count that must be 0.
const HALVES: [(&str, &str); 6] = [
    (
        "entries without their current version",
        "SELECT COUNT(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM entry_version v WHERE v.organisation = e.organisation AND v.entry = e.id AND v.version = e.version)",
    ),
    (
        "versions without the bytes that came in",
        "SELECT COUNT(*) FROM entry_version v WHERE NOT EXISTS (SELECT 1 FROM entry_source s WHERE s.organisation = v.organisation AND s.entry = v.entry AND s.version = v.version)",
    ),
    (
        "entries without a publish event",
        "SELECT COUNT(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM publish_event p WHERE p.organisation = e.organisation AND p.entry = e.id)",
    ),
    (
        "entries whose visibility contradicts their state",
        "SELECT COUNT(*) FROM entry WHERE visible <> (state = 'published')",
    ),
    (
        "sections that count wrongly",
        "SELECT COUNT(*) FROM section s WHERE s.visible <> (SELECT COUNT(*) FROM entry e WHERE e.organisation = s.organisation AND e.client = s.client AND e.category = s.category AND e.visible = TRUE)",
    ),
    (
        "heads of the log that are not its last line",
        "SELECT COUNT(*) FROM log_head h WHERE h.seq <> (SELECT COALESCE(MAX(l.seq), 0) FROM log_line l WHERE l.organisation = h.organisation)",
    ),
];

impl Store {
    /// One read and one empty write, through to both databases.
    pub async fn health(&self) -> Result<(), StoreError> {
        fetch_one!(self.keys().db(), (i64,), "SELECT CAST(1 AS BIGINT)")?;
        let first = fetch_all!(self.db(), (uuid::Uuid,), "SELECT id FROM organisation ORDER BY id LIMIT 1")?;
        let Some((organisation,)) = first.into_iter().next() else { return Ok(()) };
        self.write(OrganisationId::from_uuid(organisation), (), |(), _| {
            Box::pin(async { Ok(((), Vec::new())) })
        })
        .await
    }

    /// What the writer has done.
    pub fn metrics(&self) -> Metrics {
        let counters = self.inner.writer.counters();
        let of = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
        Metrics {
            batches: of(&counters.batches),
            operations: of(&counters.operations),
            lines: of(&counters.lines),
            largest_batch: of(&counters.largest),
            retries: of(&counters.retries),
            failures: of(&counters.failures),
        }
    }

    /// Looks through the database: its own integrity, foreign keys, and halves of things. Reads
    /// everything; takes a while on a large database.
    pub async fn integrity(&self) -> Result<Integrity, StoreError> {
        let mut problems = Vec::new();
        let engine = match self.db() {
            Engine::Sqlite(_) => {
                let (version,) = fetch_one!(self.db(), (String,), "SELECT sqlite_version()")?;
                for (what,) in fetch_all!(self.db(), (String,), "PRAGMA integrity_check")? {
                    if what != "ok" {
                        problems.push(what);
                    }
                }
                for (table, parent) in fetch_all!(
                    self.db(),
                    (String, String),
                    "SELECT \"table\", \"parent\" FROM pragma_foreign_key_check"
                )? {
                    problems.push(format!("a row of {table} points to a row of {parent} that is not there"));
                }
                format!("SQLite {version}")
            }
            Engine::Postgres(_) => {
                let (version,) =
                    fetch_one!(self.db(), (String,), "SELECT current_setting('server_version')")?;
                let (owned,) = fetch_one!(
                    self.db(),
                    (i64,),
                    "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user AND tablename = 'log_line'",
                )?;
                if owned > 0 {
                    tracing::warn!(
                        "the database user owns the tables: give the program a user that owns nothing (docs/OPERATIONS.md)"
                    );
                }
                format!("PostgreSQL {version}")
            }
        };
        for (what, sql) in HALVES {
            let (number,) = fetch_one!(self.db(), (i64,), sql)?;
            if number > 0 {
                problems.push(format!("{number} {what}"));
            }
        }
        Ok(Integrity { engine, problems })
    }

    /// Proves the access log of an organisation and leaves a line about it.
    pub async fn verify_log(&self, operator: &Operator) -> Result<LogReport, StoreError> {
        let report =
            verify(self.db(), &self.inner.head_key, &self.inner.witness, operator.organisation().id())
                .await?;
        // A chain that is broken cannot be made worse by one more line, but a missing head can
        // take none: the report matters more.
        if let Err(error) =
            self.append(&operator.line(EventCode::ReadLog, EventAction::Read, self.now())).await
        {
            tracing::warn!(error = %error, "the proof of the log could not itself be logged");
        }
        Ok(report)
    }

    /// The newest lines that name the client of the permit, from an instant on and before a place in
    /// the chain, at most `limit`: each with the name of the account that acted. The permit's own line
    /// is one of them (NEN 7513 chapter 9, Wabvpz 15e).
    pub async fn client_log(
        &self,
        permit: &Recorded<Permit<ReadLog>>,
        since: Timestamp,
        before: Option<i64>,
        limit: u16,
    ) -> Result<Vec<ClientLogLine>, StoreError> {
        let (organisation, client): (OrganisationId, ClientId) = client_of(permit)?;
        let keys = self.keys().organisation(organisation).await?;
        let asked =
            Asked { client: client.uuid(), since, before: before.unwrap_or(i64::MAX), limit: limit.into() };
        of_client(self.db(), &keys, organisation, &asked).await
    }

    /// Removes what has expired: refused forms, codes, failures that are forgotten.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        for organisation in self.organisations().await? {
            let input = (organisation.id(), self.now());
            self.write(organisation.id(), input, |(organisation, now), conn| {
                Box::pin(async move {
                    let organisation = organisation.uuid();
                    execute!(
                        conn,
                        "DELETE FROM flash WHERE organisation = $1 AND expires_at <= $2",
                        organisation,
                        micros(*now)
                    )?;
                    execute!(
                        conn,
                        "DELETE FROM challenge WHERE organisation = $1 AND expires_at <= $2",
                        organisation,
                        micros(*now - FORGET_AFTER)
                    )?;
                    execute!(
                        conn,
                        "DELETE FROM digid_asking WHERE organisation = $1 AND expires_at <= $2",
                        organisation,
                        crate::sign_in::asked_too_long_ago(*now)
                    )?;
                    for sql in crate::joining::TIDY.into_iter().chain([crate::sign_in::TIDY_RESETS]) {
                        execute!(conn, sql, organisation, micros(*now))?;
                    }
                    execute!(
                        conn,
                        "DELETE FROM throttle WHERE organisation = $1 AND failed_at <= $2",
                        organisation,
                        micros(*now - FORGET_AFTER)
                    )?;
                    Ok(((), Vec::new()))
                })
            })
            .await?;
        }
        Ok(())
    }
}
