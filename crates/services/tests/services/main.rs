//! The services as the host uses them: a store of its own in a folder of its own, a clock that
//! stands still until it is moved, and a messenger that keeps what it was given.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as the tests do")]

mod account;
mod back_off;
mod capacity;
mod device;
mod export;
mod finding;
mod first_contact;
mod import;
mod joining;
mod notices;
mod passkey;
mod record;
mod relations;
mod reset;
mod session;
mod sign_in;
mod terms;
mod terms_ways;
mod who_looked;
mod world;
