//! The portal over HTTP: the real router on a demo in a temporary folder.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as the tests do")]

mod account;
mod adding;
mod capacity;
mod cases;
mod consents;
mod desk;
#[path = "../../../crates/services/tests/services/device.rs"]
mod device;
mod digid;
mod emergency;
mod export;
mod figures;
mod finding;
mod headers;
mod house;
mod joining;
mod model;
mod notices;
mod number;
mod order;
mod passkey;
mod policy;
mod refusals;
mod relations;
mod reporting;
mod retention;
mod routes;
mod sign_in;
mod step_up;
mod support;
mod terms;
mod two_accounts;
