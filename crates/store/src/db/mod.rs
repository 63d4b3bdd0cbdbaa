//! Two engines behind one text: [`Engine`] is a pool, a connection or a borrowed executor of
//! either, and the macros here run one `&'static str` with its binds on whichever it is.
//! What the SQL says is the business of the modules that use it.

mod open;
mod rows;

use sqlx::{PgConnection, PgPool, SqliteConnection, SqlitePool};

pub(crate) use open::{Address, Kind, connect_writer, migrate, open_pool, require_migrated};
pub(crate) use rows::Batch;

/// One of two.
pub(crate) enum Engine<S, P> {
    /// `SQLite`.
    Sqlite(S),
    /// `PostgreSQL`.
    Postgres(P),
}

/// Connections for reading.
pub(crate) type Db = Engine<SqlitePool, PgPool>;

/// One connection, inside the writer's transaction.
pub(crate) type Conn = Engine<SqliteConnection, PgConnection>;

impl Db {
    /// What a query runs on.
    pub(crate) fn on(&self) -> Engine<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite(pool) => Engine::Sqlite(pool),
            Self::Postgres(pool) => Engine::Postgres(pool),
        }
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Conn {
    /// What a statement runs on.
    pub(crate) fn on(&mut self) -> Engine<&mut SqliteConnection, &mut PgConnection> {
        match self {
            Self::Sqlite(connection) => Engine::Sqlite(connection),
            Self::Postgres(connection) => Engine::Postgres(connection),
        }
    }
}

/// Runs a query on either engine and gives all rows.
macro_rules! fetch_all {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on() {
            $crate::db::Engine::Sqlite(on) => sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_all(on).await,
            $crate::db::Engine::Postgres(on) => sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_all(on).await,
        }
        .map_err($crate::StoreError::from)
    };
}

/// Runs a query on either engine and gives the row, if there is one.
macro_rules! fetch_optional {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on() {
            $crate::db::Engine::Sqlite(on) => sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_optional(on).await,
            $crate::db::Engine::Postgres(on) => sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_optional(on).await,
        }
        .map_err($crate::StoreError::from)
    };
}

/// Runs a query on either engine that always gives one row.
macro_rules! fetch_one {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on() {
            $crate::db::Engine::Sqlite(on) => sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_one(on).await,
            $crate::db::Engine::Postgres(on) => sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_one(on).await,
        }
        .map_err($crate::StoreError::from)
    };
}

/// Runs a statement on either engine and gives the number of rows it touched.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on() {
            $crate::db::Engine::Sqlite(on) => sqlx::query::<sqlx::Sqlite>($sql)$(.bind($bind))*.execute(on).await.map(|done| done.rows_affected()),
            $crate::db::Engine::Postgres(on) => sqlx::query::<sqlx::Postgres>($sql)$(.bind($bind))*.execute(on).await.map(|done| done.rows_affected()),
        }
        .map_err($crate::StoreError::from)
    };
}

/// Inserts many rows with few statements: `$batch` is a static [`Batch`], the closure-like part
/// names the values of one row in the order of its columns. Gives the number of rows inserted.
macro_rules! insert_all {
    ($on:expr, $batch:expr, $rows:expr, $row:ident => $($bind:expr),+ $(,)?) => {{
        let mut inserted = 0_u64;
        let mut rest = $rows;
        while let Some((sql, some, others)) = $batch.next(rest) {
            rest = others;
            inserted += match $on.on() {
                $crate::db::Engine::Sqlite(on) => {
                    let mut query = sqlx::query::<sqlx::Sqlite>(sql);
                    for $row in some { query = query$(.bind($bind))+; }
                    query.execute(on).await.map(|done| done.rows_affected())
                }
                $crate::db::Engine::Postgres(on) => {
                    let mut query = sqlx::query::<sqlx::Postgres>(sql);
                    for $row in some { query = query$(.bind($bind))+; }
                    query.execute(on).await.map(|done| done.rows_affected())
                }
            }
            .map_err($crate::StoreError::from)?;
        }
        Ok::<u64, $crate::StoreError>(inserted)
    }};
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional, insert_all};
