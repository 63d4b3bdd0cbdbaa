//! Opening: addresses, connection settings, the checks at start and the migrations.

use std::{path::PathBuf, str::FromStr, time::Duration};

use deadpool::managed::Pool;
use sqlx::{
    ConnectOptions, Connection, PgConnection, SqliteConnection,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{Conn, Db, Engine, fetch_all, fetch_one, readers::Readers};
use crate::StoreError;

static RECORD_SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static RECORD_POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");
static KEYS_SQLITE: Migrator = sqlx::migrate!("../../migrations/keys/sqlite");
static KEYS_POSTGRES: Migrator = sqlx::migrate!("../../migrations/keys/postgres");

/// Which of the two databases of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Everything but keys.
    Record,
    /// Wrapped keys.
    Keys,
}

/// Where a database is.
#[derive(Clone)]
pub(crate) enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// A server. Boxed: it is large.
    Postgres(Box<PgConnectOptions>),
}

impl FromStr for Address {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            // The address can hold a password, so the parser's own words are not passed on.
            let options = PgConnectOptions::from_str(text)
                .map_err(|_| StoreError::Configuration("the PostgreSQL address cannot be read".into()))?;
            return Ok(Self::Postgres(Box::new(options)));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err(StoreError::Configuration(
                "a database address is a file or begins with sqlite:// or postgres://".into(),
            ));
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

/// `SQLite` below this version can corrupt its WAL.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

fn sqlite_options(path: &PathBuf, kind: Kind) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(200)
        // A page of fifty and the one that tells of a next: the thread that reads never waits for its reader.
        .row_buffer_size(64)
        .pragma("recursive_triggers", "ON")
        .pragma("trusted_schema", "OFF")
        .pragma("journal_size_limit", "67108864")
        .disable_statement_logging();
    match kind {
        Kind::Record => options,
        // A destroyed key leaves no copy in a free page.
        Kind::Keys => options.pragma("secure_delete", "ON"),
    }
}

fn postgres_options(options: &PgConnectOptions) -> PgConnectOptions {
    options
        .clone()
        .application_name("inzage")
        .options([("synchronous_commit", "on"), ("default_transaction_isolation", "read committed")])
        .statement_cache_capacity(200)
        .disable_statement_logging()
}

/// A pool for reading (and, for the key store, writing).
pub(crate) async fn open_pool(address: &Address, kind: Kind, connections: u32) -> Result<Db, StoreError> {
    match address {
        Address::Sqlite(path) => {
            let mut options = sqlite_options(path, kind);
            if kind == Kind::Record {
                options = options.pragma("query_only", "ON");
            }
            let connections = usize::try_from(connections).unwrap_or(usize::MAX);
            let pool = Pool::builder(Readers(options))
                .max_size(connections)
                .build()
                .map_err(|error| StoreError::Configuration(error.to_string()))?;
            let db = Engine::Sqlite(pool);
            let (version,) = fetch_one!(db, (String,), "SELECT sqlite_version()")?;
            let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
            if parts.as_slice() < OLDEST_SQLITE.as_slice() {
                return Err(StoreError::Configuration(format!(
                    "SQLite {version} is too old: 3.51.3 or newer is needed"
                )));
            }
            Ok(db)
        }
        Address::Postgres(options) => {
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .min_connections(1)
                .acquire_timeout(Duration::from_secs(10))
                .test_before_acquire(false)
                .connect_with(postgres_options(options))
                .await?;
            let db = Engine::Postgres(pool);
            let (durable,) = fetch_one!(db, (String,), "SELECT current_setting('synchronous_commit')")?;
            if !matches!(durable.as_str(), "on" | "remote_apply") {
                return Err(StoreError::Configuration(
                    "PostgreSQL does not keep what it confirms: synchronous_commit must be on".into(),
                ));
            }
            Ok(db)
        }
    }
}

/// The writer's own connection.
pub(crate) async fn connect_writer(address: &Address) -> Result<Conn, StoreError> {
    match address {
        Address::Sqlite(path) => {
            let options = sqlite_options(path, Kind::Record).pragma("cache_size", "-8000");
            Ok(Engine::Sqlite(SqliteConnection::connect_with(&options).await?))
        }
        Address::Postgres(options) => {
            Ok(Engine::Postgres(PgConnection::connect_with(&postgres_options(options)).await?))
        }
    }
}

fn migrator(address: &Address, kind: Kind) -> &'static Migrator {
    match (address, kind) {
        (Address::Sqlite(_), Kind::Record) => &RECORD_SQLITE,
        (Address::Postgres(_), Kind::Record) => &RECORD_POSTGRES,
        (Address::Sqlite(_), Kind::Keys) => &KEYS_SQLITE,
        (Address::Postgres(_), Kind::Keys) => &KEYS_POSTGRES,
    }
}

/// Brings a database to this program's schema.
pub(crate) async fn migrate(address: &Address, kind: Kind) -> Result<(), StoreError> {
    let failed = |error| StoreError::Migration(std::sync::Arc::new(error));
    let steps = migrator(address, kind);
    match address {
        Address::Sqlite(path) => {
            let mut connection = SqliteConnection::connect_with(&sqlite_options(path, kind)).await?;
            steps.run_direct(None, &mut connection, false).await.map_err(failed)?;
            connection.close().await?;
        }
        Address::Postgres(options) => {
            let mut connection = PgConnection::connect_with(&postgres_options(options)).await?;
            steps.run_direct(None, &mut connection, false).await.map_err(failed)?;
            connection.close().await?;
        }
    }
    Ok(())
}

/// Refuses a database whose schema is not this program's.
pub(crate) async fn require_migrated(db: &Db, address: &Address, kind: Kind) -> Result<(), StoreError> {
    let applied =
        fetch_all!(db, (i64, bool), "SELECT version, success FROM _sqlx_migrations ORDER BY version")
            .map_err(|_| StoreError::NotMigrated)?;
    let wanted: Vec<(i64, bool)> = migrator(address, kind).iter().map(|step| (step.version, true)).collect();
    if applied == wanted { Ok(()) } else { Err(StoreError::NotMigrated) }
}
