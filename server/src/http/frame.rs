//! What stands around every request: its number, its organisation, its deadline, the headers, the
//! log line and the figures. The outermost layer, so that nothing leaves the house without it.

use std::{
    any::Any,
    fmt::Write,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    panic::AssertUnwindSafe,
    sync::Arc,
    time::Instant,
};

use axum::{
    body::Body,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::FutureExt;
use inzage_app::host::cookies;
use inzage_domain::{
    Language,
    figures::{CountingChoice, counted},
};
use leptos::server_fn::redirect::REDIRECT_HEADER;
use tracing::Instrument;

use super::{
    Host, errors, headers, proxy,
    tenant::{self, Tenant},
};
use crate::demo::digid::{self, DemoBroker};

/// What is known of a request before anything looks at it. An extension of the request.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The number of the request, in the log and on the page of a fault.
    pub id: Arc<str>,
    /// The nonce of the page's own scripts.
    pub nonce: Arc<str>,
    /// The browser's address, for back-off.
    pub address: IpAddr,
    /// Whether the browser came by HTTPS.
    pub https: bool,
    /// The language that the person chose.
    pub language: Language,
}

/// Paths that probes ask by address instead of host name.
const PROBES: &[&str] = &["/healthz", "/readyz"];

/// Frames one request.
pub async fn run(State(host): State<Host>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    // The body is not shared between threads: only what stands above it is looked at.
    let (mut parts, body) = request.into_parts();
    let facts = facts(&host, &parts);
    let method = parts.method.clone();
    let route = parts.extensions.get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let wants_page = wants_page(&method, &parts.headers);
    let asks_function = route.starts_with("/api/");
    // Only of who chose so (R22): of the request nothing but its route's pattern is looked at.
    let kind = matches!(method, Method::GET | Method::POST)
        .then(|| cookies::choice(&parts.headers))
        .flatten()
        .filter(|choice| *choice == CountingChoice::Yes)
        .and_then(|_| counted(&route));
    host.metrics.begin();

    let span = tracing::info_span!("request", id = %facts.id, organisation = tracing::field::Empty);
    let (mut response, tenant) = match place(&host, &parts).await {
        Err(status) => (status.into_response(), None),
        Ok(Place::Front) => (crate::demo::start::answer(&host, &parts, &facts), None),
        Ok(Place::Digid(broker)) => {
            let request = Request::from_parts(parts, body);
            (within(&host, broker.answer(&host, request)).instrument(span.clone()).await, None)
        }
        Ok(Place::House(Some(tenant)))
            if !tenant.organisation().is_in_use() && !is_dressing(parts.uri.path()) =>
        {
            (errors::not_in_use(wants_page, &facts, &tenant, &host.assets), Some(tenant))
        }
        Ok(Place::House(tenant)) => {
            parts.extensions.insert(facts.clone());
            if let Some(tenant) = &tenant {
                span.record("organisation", tenant.key());
                parts.extensions.insert(tenant.clone());
            }
            let answer =
                within(&host, next.run(Request::from_parts(parts, body))).instrument(span.clone()).await;
            (answer, tenant)
        }
    };

    lead_on(&mut response, asks_function);
    if errors::is_bare(&response) {
        response = errors::dress(response, wants_page, &facts, tenant.as_ref(), &host.assets);
    }
    if let (Some((page, half)), Some(tenant), StatusCode::OK) = (kind, &tenant, response.status()) {
        host.services.store.count_page(tenant.organisation(), page, half);
    }
    headers::apply(response.headers_mut(), &facts.nonce, facts.https && host.hsts);
    if let Ok(id) = HeaderValue::try_from(facts.id.as_ref()) {
        response.headers_mut().insert("x-request-id", id);
    }

    let (status, took) = (response.status().as_u16(), began.elapsed());
    host.metrics.end(&route, &method, status, took);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    // Of its own, outside the span: the span's fields would be read back out of their text for each line.
    let organisation = tenant.as_ref().map_or("", Tenant::key);
    if status >= 500 {
        tracing::error!(parent: None, id = %facts.id, organisation, %method, route, status, micros, "answered");
    } else {
        tracing::info!(parent: None, id = %facts.id, organisation, %method, route, status, micros, "answered");
    }
    response
}

/// Whether a path is what every page of an organisation is dressed with.
fn is_dressing(path: &str) -> bool {
    path.starts_with("/pkg/") || path.starts_with("/huisstijl/")
}

/// What a request leads to is fetched anew, never posted again. A page that leads on does so for
/// programs too, whatever they accept; only the browser half leads on by itself.
fn lead_on(response: &mut Response, asks_function: bool) {
    let page_leads_on = !asks_function
        && response.status() == StatusCode::OK
        && response.headers().contains_key(header::LOCATION);
    if response.status() == StatusCode::FOUND || page_leads_on {
        *response.status_mut() = StatusCode::SEE_OTHER;
        response.headers_mut().remove(REDIRECT_HEADER);
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
}

/// Where a request goes.
enum Place {
    /// The demo's start page, on the bare host name.
    Front,
    /// The demo's DigiD, on a host name of its own.
    Digid(Arc<DemoBroker>),
    /// The portal: of an organisation, or what all of them share (probes; packed files).
    House(Option<Tenant>),
}

async fn place(host: &Host, request: &Parts) -> Result<Place, StatusCode> {
    let path = request.uri.path();
    if PROBES.contains(&path) {
        return Ok(Place::House(None));
    }
    if let Some(demo) = &host.demo {
        let name = tenant::host_name(&request.headers, &request.uri);
        let place = match name.as_deref() {
            Some("localhost") => Some(Place::Front),
            Some(digid::HOST) => Some(Place::Digid(demo.broker.clone())),
            _ => None,
        };
        if let Some(place) = place {
            return Ok(if path.starts_with("/pkg/") { Place::House(None) } else { place });
        }
    }
    tenant::find(host, &request.headers, &request.uri).await.map(|tenant| Place::House(Some(tenant)))
}

/// An answer within the deadline, whatever happens inside.
async fn within(host: &Host, answer: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(host.limits.request, AssertUnwindSafe(answer).catch_unwind()).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            // What it says may be somebody's data; where it happened is in the log already.
            drop::<Box<dyn Any + Send>>(panic);
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => {
            tracing::error!("a request took too long and was ended");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn facts(host: &Host, request: &Parts) -> Facts {
    let peer = request
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip());
    let origin = proxy::origin(peer, &request.headers, &host.trusted_proxies);
    let mut random = [0_u8; 24];
    host.chance().fill(&mut random);
    let (id, nonce) = random.split_at(8);
    let mut number = String::with_capacity(16);
    for byte in id {
        // Writing into a String does not fail.
        _ = write!(number, "{byte:02x}");
    }
    Facts {
        id: number.into(),
        nonce: URL_SAFE_NO_PAD.encode(nonce).into(),
        address: origin.address,
        https: origin.https,
        language: cookies::language(&request.headers),
    }
}

/// Whether the answer is looked at by a person: a navigation or a form without script.
fn wants_page(method: &Method, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    matches!(*method, Method::GET | Method::HEAD | Method::POST)
        && accept.is_none_or(|accept| accept.contains("text/html") || accept == "*/*")
}

/// Writes where a panic happened into the log; not with what, which may be somebody's data.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a part of the program stopped unexpectedly");
    }));
}
