//! The host: configuration, command line, HTTP, sessions, ways to the outside, and the demo.
//!
//! Everything that touches the machine comes together here: the clock, chance, files, the
//! network. What may be done is decided in `inzage_services`, what people see in `inzage_app`.

#![recursion_limit = "512"]

pub mod cli;
pub mod commands;
pub mod config;
pub mod demo;
pub mod http;
pub mod logs;
pub mod metrics;
pub mod opening;
pub mod outside;
pub mod problem;
pub mod serving;
pub mod time;
