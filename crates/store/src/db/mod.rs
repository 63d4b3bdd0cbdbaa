//! Two engines behind one text: [`Engine`] is a pool, a connection or a borrowed executor of
//! either, and the macros here run one `&'static str` with its binds on whichever it is.
//! What the SQL says is the business of the modules that use it.

mod open;
mod readers;
mod rows;

use std::future::{Ready, ready};

use deadpool::managed::{Object, Pool};
use sqlx::{PgConnection, PgPool, SqliteConnection};

use crate::StoreError;
use readers::{Readers, close_readers};

pub(crate) use open::{Address, Kind, connect_writer, migrate, open_pool, require_migrated};
pub(crate) use rows::{Batch, Row, Value, insert_rows};

/// One of two.
pub(crate) enum Engine<S, P> {
    /// `SQLite`.
    Sqlite(S),
    /// `PostgreSQL`.
    Postgres(P),
}

/// Connections for reading.
pub(crate) type Db = Engine<Pool<Readers>, PgPool>;

/// One connection, inside the writer's transaction.
pub(crate) type Conn = Engine<SqliteConnection, PgConnection>;

/// A connection for reading, given back when it is dropped.
type Reader = Object<Readers>;

impl Db {
    /// What a query runs on.
    pub(crate) async fn on(&self) -> Result<Engine<Reader, &PgPool>, StoreError> {
        match self {
            Self::Sqlite(pool) => pool.get().await.map(Engine::Sqlite).map_err(StoreError::from),
            Self::Postgres(pool) => Ok(Engine::Postgres(pool)),
        }
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => close_readers(pool).await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Conn {
    /// What a statement runs on.
    pub(crate) fn on(
        &mut self,
    ) -> Ready<Result<Engine<&mut SqliteConnection, &mut PgConnection>, StoreError>> {
        ready(Ok(match self {
            Self::Sqlite(connection) => Engine::Sqlite(connection),
            Self::Postgres(connection) => Engine::Postgres(connection),
        }))
    }
}

/// Runs a query on either engine and gives all rows.
macro_rules! fetch_all {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on().await {
            Ok($crate::db::Engine::Sqlite(on)) => sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_all(&mut *{ on }).await.map_err($crate::StoreError::from),
            Ok($crate::db::Engine::Postgres(on)) => sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_all(on).await.map_err($crate::StoreError::from),
            Err(error) => Err(error),
        }
    };
}

/// Runs a query on either engine and gives the row, if there is one.
macro_rules! fetch_optional {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on().await {
            Ok($crate::db::Engine::Sqlite(on)) => sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_optional(&mut *{ on }).await.map_err($crate::StoreError::from),
            Ok($crate::db::Engine::Postgres(on)) => sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_optional(on).await.map_err($crate::StoreError::from),
            Err(error) => Err(error),
        }
    };
}

/// Runs a query on either engine that always gives one row.
macro_rules! fetch_one {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on().await {
            Ok($crate::db::Engine::Sqlite(on)) => sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_one(&mut *{ on }).await.map_err($crate::StoreError::from),
            Ok($crate::db::Engine::Postgres(on)) => sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_one(on).await.map_err($crate::StoreError::from),
            Err(error) => Err(error),
        }
    };
}

/// Runs a statement on either engine and gives the number of rows it touched.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $on.on().await {
            Ok($crate::db::Engine::Sqlite(on)) => sqlx::query::<sqlx::Sqlite>($sql)$(.bind($bind))*.execute(&mut *{ on }).await.map(|done| done.rows_affected()).map_err($crate::StoreError::from),
            Ok($crate::db::Engine::Postgres(on)) => sqlx::query::<sqlx::Postgres>($sql)$(.bind($bind))*.execute(on).await.map(|done| done.rows_affected()).map_err($crate::StoreError::from),
            Err(error) => Err(error),
        }
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
            inserted += match $on.on().await? {
                $crate::db::Engine::Sqlite(on) => {
                    let mut query = sqlx::query::<sqlx::Sqlite>(sql.sqlite.as_str());
                    for $row in some { query = query$(.bind($bind))+; }
                    query.execute(&mut *{ on }).await.map(|done| done.rows_affected())
                }
                $crate::db::Engine::Postgres(on) => {
                    let mut query = sqlx::query::<sqlx::Postgres>(sql.postgres.as_str());
                    for $row in some { query = query$(.bind($bind))+; }
                    query.execute(on).await.map(|done| done.rows_affected())
                }
            }
            .map_err($crate::StoreError::from)?;
        }
        Ok::<u64, $crate::StoreError>(inserted)
    }};
}

/// Runs a [`Batch`] that ends in `RETURNING` over many rows and gives what it returned.
macro_rules! fetch_batch {
    ($on:expr, $out:ty, $batch:expr, $rows:expr, $row:ident => $($bind:expr),+ $(,)?) => {{
        let mut returned: Vec<$out> = Vec::new();
        let mut rest = $rows;
        while let Some((sql, some, others)) = $batch.next(rest) {
            rest = others;
            returned.extend(
                match $on.on().await? {
                    $crate::db::Engine::Sqlite(on) => {
                        let mut query = sqlx::query_as::<sqlx::Sqlite, $out>(sql.sqlite.as_str());
                        for $row in some { query = query$(.bind($bind))+; }
                        query.fetch_all(&mut *{ on }).await
                    }
                    $crate::db::Engine::Postgres(on) => {
                        let mut query = sqlx::query_as::<sqlx::Postgres, $out>(sql.postgres.as_str());
                        for $row in some { query = query$(.bind($bind))+; }
                        query.fetch_all(on).await
                    }
                }
                .map_err($crate::StoreError::from)?,
            );
        }
        Ok::<Vec<$out>, $crate::StoreError>(returned)
    }};
}

pub(crate) use {execute, fetch_all, fetch_batch, fetch_one, fetch_optional, insert_all};
