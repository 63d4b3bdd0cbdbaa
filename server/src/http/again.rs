//! Pages are drawn once more where they hang.
//!
//! Now and then a page waits for a wake-up that was lost between two threads while it was drawn, and would
//! wait for ever. Only what the application draws is asked again: a form is never sent twice, and neither
//! is what a browser brings back from DigiD, which counts once.

use axum::{
    body::Body,
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::Host;

/// Asks once more after a third of the deadline; the deadline itself is kept by `frame`.
pub async fn run(State(host): State<Host>, request: Request, next: Next) -> Response {
    if *request.method() != Method::GET {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let first = Request::from_parts(parts.clone(), Body::empty());
    if let Ok(response) = tokio::time::timeout(host.limits.request / 3, next.clone().run(first)).await {
        return response;
    }
    tracing::warn!("a page was not there in time and is asked once more");
    next.run(Request::from_parts(parts, body)).await
}
