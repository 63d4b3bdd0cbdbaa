//! Connections for reading an `SQLite` file. Each has a thread of its own in sqlx.

use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, RecycleResult};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::StoreError;

/// After so many uses a connection is asked whether it still lives.
const ASK_AFTER: usize = 64;

/// Opens connections with one set of options.
pub(crate) struct Readers(pub(super) SqliteConnectOptions);

impl Manager for Readers {
    type Type = SqliteConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<SqliteConnection, sqlx::Error> {
        SqliteConnection::connect_with(&self.0).await
    }

    async fn recycle(
        &self,
        connection: &mut SqliteConnection,
        metrics: &Metrics,
    ) -> RecycleResult<sqlx::Error> {
        if metrics.recycle_count % ASK_AFTER == ASK_AFTER - 1 {
            connection.ping().await?;
        }
        Ok(())
    }
}

impl From<PoolError<sqlx::Error>> for StoreError {
    fn from(error: PoolError<sqlx::Error>) -> Self {
        match error {
            PoolError::Backend(error) => Self::from(error),
            // No times out are set and no hooks: the pool is closed.
            PoolError::Closed
            | PoolError::Timeout(_)
            | PoolError::NoRuntimeSpecified
            | PoolError::PostCreateHook(_) => Self::Closing,
        }
    }
}

/// Waits until nobody reads any more, and closes each connection.
pub(super) async fn close_readers(pool: &Pool<Readers>) {
    let mut readers = Vec::new();
    for _ in 0..pool.status().size {
        match pool.get().await {
            Ok(reader) => readers.push(Object::take(reader)),
            Err(_) => break,
        }
    }
    pool.close();
    for reader in readers {
        // What is not closed in order is closed by being dropped.
        drop(reader.close().await);
    }
}
