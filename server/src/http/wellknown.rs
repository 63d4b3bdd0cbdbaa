//! What machines ask for: probes, robots, the contact for weak spots, and the organisation's
//! style and mark.

use axum::{
    Extension,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::ToSpan;

use super::{Host, tenant::Tenant};
use crate::logs;

const TEXT: (header::HeaderName, &str) = (header::CONTENT_TYPE, "text/plain; charset=utf-8");

/// The process runs.
pub async fn healthz() -> impl IntoResponse {
    ([TEXT], "ok\n")
}

/// The database answers, for reading and for writing.
pub async fn readyz(State(host): State<Host>) -> Response {
    match host.services.store.health().await {
        Ok(()) => ([TEXT], "ready\n").into_response(),
        Err(error) => {
            tracing::warn!(error = %logs::chain(&error), "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, [TEXT], "not ready\n").into_response()
        }
    }
}

/// No page of the portal belongs in a search engine.
pub async fn robots() -> impl IntoResponse {
    ([TEXT], "User-agent: *\nDisallow: /\n")
}

/// An empty picture on the logged-out page (R126). Its answer comes when the page before is already
/// in the browser's memory, and clears that: without script nothing else can.
pub async fn forget() -> impl IntoResponse {
    (
        [("content-type", "image/svg+xml"), ("cache-control", "no-store"), ("clear-site-data", "\"cache\"")],
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
    )
}

/// Whom to tell about a weak spot (RFC 9116).
pub async fn security(State(host): State<Host>, Extension(tenant): Extension<Tenant>) -> Response {
    let organisation = tenant.organisation();
    let contact = &organisation.profile().security_contact;
    if contact.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let contact = if contact.contains(':') { contact.clone() } else { format!("mailto:{contact}") };
    // Always half a year ahead, in whole days: the text says the same all day long.
    let expires = inzage_domain::written::day_of(host.services.clock.now()).saturating_add(180.days());
    let text = format!(
        "Contact: {contact}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: nl, en\nCanonical: https://{}/.well-known/security.txt\n",
        organisation.host()
    );
    ([TEXT], text).into_response()
}

/// The organisation's colours and mark; the name holds a hash of the content.
pub async fn house_style(Extension(tenant): Extension<Tenant>, request: Request) -> Response {
    match tenant.file(request.uri().path()) {
        Some((kind, content)) => {
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, content.to_owned()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The icon that browsers ask for by themselves: the organisation's mark.
pub async fn icon(Extension(tenant): Extension<Tenant>) -> Response {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, tenant.mark().to_owned()).into_response()
}
