//! The portal over HTTP: the real router on a demo in a temporary folder.

mod headers;
mod house;
mod refusals;
mod routes;
mod sign_in;
mod support;
