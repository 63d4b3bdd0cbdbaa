//! What goes wrong in a command, as the person at the command line reads it: what happened, and
//! what to do next.

use std::{error::Error, fmt};

use inzage_store::StoreError;

use crate::{config::ConfigError, logs};

/// A problem that ends a command.
#[derive(Debug)]
pub struct Problem {
    what: String,
    next: String,
}

impl Problem {
    /// What happened, and what to do next; both begin with a small letter.
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }

    /// A problem out of an error and its sources.
    pub fn of(error: &dyn Error, next: impl Into<String>) -> Self {
        Self::new(logs::chain(error), next)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if self.next.is_empty() { Ok(()) } else { write!(f, "\n  {}", self.next) }
    }
}

impl Error for Problem {}

impl From<ConfigError> for Problem {
    fn from(error: ConfigError) -> Self {
        Self::of(&error, "`inzage serve --help` shows an example of a configuration")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let next = match &error {
            StoreError::NotMigrated => "",
            _ => "`inzage doctor` says what is in order and what is not",
        };
        Self::of(&error, next)
    }
}

impl From<inzage_services::Error> for Problem {
    fn from(error: inzage_services::Error) -> Self {
        match error {
            inzage_services::Error::Store(error) => error.into(),
            other => Self::of(&other, "`inzage doctor` says what is in order and what is not"),
        }
    }
}
