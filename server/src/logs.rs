//! JSON lines on standard error.
//!
//! What may stand in a line: the request id, the route's pattern, method, status, duration, the
//! organisation's key and error codes. What may not: a name, BSN, address, health content,
//! token, query string, body, raw path or client id. Nobody formats a request into a line.

use std::error::Error;

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts the log with a filter such as `info`. A filter that cannot be read becomes `info`.
///
/// Libraries that log what they handle (SQL texts, headers) stay at `warn`.
pub fn start(filter: &str) {
    let filter = format!(
        "{filter},sqlx=warn,hyper=warn,hyper_util=warn,reqwest=warn,rustls=warn,h2=warn,tower_http=warn,leptos=warn"
    );
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_target(true)
        .with_writer(std::io::stderr);
    // A second start (tests) keeps the first log.
    _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}

/// An error with its sources, for one line of the log.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
