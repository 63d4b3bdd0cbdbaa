//! What can go wrong in the store. Expected outcomes (a wrong code, a refusal) are values, not
//! errors; no error repeats content, a name or a token.

use std::sync::Arc;

use thiserror::Error;

/// A failure of the store.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// The database refused or could not be reached. Nothing was confirmed.
    #[error("the database could not do this")]
    Database(#[source] Arc<sqlx::Error>),
    /// The writer has stopped (the program is ending).
    #[error("the store is closing")]
    Closing,
    /// A row does not make sense.
    #[error("{table}: a row is inconsistent ({what})")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// Which part.
        what: &'static str,
    },
    /// Sealed content does not open: changed, moved to another row, or another key.
    #[error("{0} does not open: it was changed or belongs elsewhere")]
    Sealed(&'static str),
    /// The client's key has been destroyed; the record cannot be read by anybody.
    #[error("the client's key has been destroyed")]
    KeyDestroyed,
    /// The key store has no key for this organisation or client.
    #[error("the key store has no key for this {0}")]
    KeyMissing(&'static str),
    /// The value exists already or contradicts what is stored.
    #[error("there is already such a {0}")]
    Conflict(&'static str),
    /// Somebody else changed the same row meanwhile; the store tries again by itself.
    #[error("the row was changed meanwhile")]
    Stale,
    /// The schema is older or newer than this program.
    #[error("the database is not migrated to this program's schema: run `inzage migrate`")]
    NotMigrated,
    /// A migration failed.
    #[error("a migration failed")]
    Migration(#[source] Arc<sqlx::migrate::MigrateError>),
    /// A setting cannot be used.
    #[error("{0}")]
    Configuration(String),
    /// The witness file could not be written.
    #[error("the witness file could not be written or read")]
    Witness(#[source] Arc<std::io::Error>),
    /// A text that the store does not take: it has a NUL character.
    #[error("a text has a NUL character")]
    Nul,
    /// An operation stopped in the middle; all of it was undone.
    #[error("an operation stopped unexpectedly and was undone")]
    Stopped,
}

impl StoreError {
    /// Whether the same call may succeed a moment later (503 rather than 500).
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Database(error) => !matches!(
                error.as_ref(),
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) | sqlx::Error::Decode(_)
            ),
            Self::Closing | Self::Stale | Self::Witness(_) => true,
            Self::Inconsistent { .. }
            | Self::Sealed(_)
            | Self::KeyDestroyed
            | Self::KeyMissing(_)
            | Self::Conflict(_)
            | Self::NotMigrated
            | Self::Migration(_)
            | Self::Configuration(_)
            | Self::Nul
            | Self::Stopped => false,
        }
    }

    /// A conflict instead of the database's own words when a unique key is taken.
    pub(crate) fn unique(self, what: &'static str) -> Self {
        match &self {
            Self::Database(error)
                if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) =>
            {
                Self::Conflict(what)
            }
            _ => self,
        }
    }

    /// Whether the transaction may be tried again: a serialisation failure or deadlock on
    /// `PostgreSQL`, a lock that was not given in time on `SQLite`.
    pub(crate) fn is_retryable(&self) -> bool {
        let Self::Database(error) = self else { return false };
        let code = error.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        matches!(code.as_deref(), Some("40001" | "40P01" | "5" | "517" | "261" | "6"))
    }

    /// Whether the connection is lost or the transaction is gone with it.
    pub(crate) fn is_fatal(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error.as_ref() {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(error) => {
                // SQLite: no memory, I/O error, corrupt, full, not a database; all end the transaction.
                // Its codes are shorter than PostgreSQL's, which always have five signs.
                let code = error.code().unwrap_or_default();
                match code.parse::<i64>() {
                    Ok(number) if code.len() < 5 => matches!(number & 0xff, 7 | 10 | 11 | 13 | 26),
                    _ => code.starts_with("57P") || code.starts_with("08") || code.starts_with("53"),
                }
            }
            _ => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Arc::new(error))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Witness(Arc::new(error))
    }
}
