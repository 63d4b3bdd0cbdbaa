//! What may be done: one module an area. Each function takes who acts, asks the store for a
//! permit where a record is touched, does one thing, and answers with a value that the page
//! shows. Expected outcomes are values; errors are what nobody can help by typing differently.
//!
//! SQL is in `store`, rules with numbers are in `domain`, words on the screen are in `app`.

pub mod account;
pub mod adding;
pub mod capacity;
pub mod care;
pub mod cases;
pub mod consents;
pub mod digid;
pub mod emergency;
mod error;
pub mod everybody;
pub mod export;
pub mod factor;
pub mod graph;
pub mod help;
pub mod import;
pub mod item_more;
pub mod joining;
pub mod lost;
pub mod network;
pub mod news;
pub mod notices;
pub mod notify;
pub mod passkey;
pub mod password;
pub mod policy;
pub mod record;
pub mod reporting;
pub mod reset;
pub mod retention;
pub mod search;
pub mod session;
pub mod sign_in;
pub mod staff;
pub mod step_up;
pub mod team;
pub mod terms;
#[cfg(test)]
mod testing;
pub mod who_looked;

use std::sync::Arc;

use inzage_domain::{Chance, Clock};
use inzage_store::Store;

pub use error::Error;
use notify::Messenger;
use password::Passwords;

/// Everything a service needs. Cheap to clone: one for each request.
#[derive(Clone)]
pub struct Services {
    /// What is kept.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// The way out for SMS, mail and push.
    pub messenger: Arc<dyn Messenger>,
    /// Password hashing, a few at a time.
    pub passwords: Passwords,
    /// The broker of DigiD, where one is configured.
    pub digid: Option<Arc<dyn digid::Broker>>,
}
