//! The portal over HTTP: the real router on a demo in a temporary folder.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as the tests do")]

mod account;
mod headers;
mod house;
mod joining;
mod model;
mod policy;
mod refusals;
mod routes;
mod sign_in;
mod support;
mod terms;
