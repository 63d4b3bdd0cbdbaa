//! The HTTP host: one router for all organisations, and the layers that every request passes.
//!
//! From the outside in: `frame` (number, organisation, deadline, headers, log line), CSRF,
//! `guard` (methods, addresses, bodies), `visit` (session, gate), then pages (`again`) and server functions.
//! Pages are not compressed here: they mix what people type with what is secret (BREACH), and the
//! proxy that ends TLS can decide otherwise. Assets are compressed when they are built.

mod again;
pub mod assets;
mod digid;
mod errors;
mod export;
pub mod frame;
mod functions;
mod guard;
mod headers;
mod proxy;
mod script;
mod step_up;
pub mod tenant;
pub mod visit;
mod wellknown;

pub use headers::FORMS_LEAD_TO;

use std::{ops::Deref, sync::Arc, time::Duration};

use axum::{Router, extract::FromRef, http::StatusCode, middleware::from_fn_with_state, routing::get};
use inzage_app::{
    App, HostApp,
    shell::{Assets, host_shell, shell},
};
use inzage_domain::Chance;
use inzage_services::Services;
use leptos::config::LeptosOptions;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list, generate_route_list_with_exclusions};
use tower_http::csrf::CsrfLayer;

use crate::{config::Network, demo::Face as DemoFace, metrics::Metrics, outside::digid::BACK};

/// Bounds of a request.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest body, in bytes.
    pub body: usize,
    /// The longest time to an answer.
    pub request: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 1024 * 1024, request: Duration::from_secs(30) }
    }
}

/// What the host is made of.
pub struct Parts {
    /// What may be done.
    pub services: Services,
    /// Names of the packed files.
    pub assets: Arc<Assets>,
    /// Figures.
    pub metrics: Metrics,
    /// Bounds.
    pub limits: Limits,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether browsers that came by HTTPS are told to stay there.
    pub hsts: bool,
    /// What only the demo has.
    pub demo: Option<DemoFace>,
    /// Faces of the organisations.
    pub tenants: tenant::Tenants,
    /// What Leptos asks of its state; nothing here reads it.
    pub options: LeptosOptions,
}

/// The host: cheap to clone, the state of the router.
#[derive(Clone)]
pub struct Host(Arc<Parts>);

impl Host {
    /// A host of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Chance.
    pub fn chance(&self) -> &dyn Chance {
        self.services.chance.as_ref()
    }
}

impl Deref for Host {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<Host> for LeptosOptions {
    fn from_ref(host: &Host) -> Self {
        host.options.clone()
    }
}

/// The routes of the app's pages.
pub fn page_routes() -> Vec<AxumRouteListing> {
    // What is excluded stands in the list without a method.
    [record_routes(), host_routes()]
        .concat()
        .into_iter()
        .filter(|route| route.methods().next().is_some())
        .collect()
}

fn record_routes() -> Vec<AxumRouteListing> {
    generate_route_list(App)
}

/// The server functions are left out here: they stand in the router already.
fn host_routes() -> Vec<AxumRouteListing> {
    let functions = function_routes().into_iter().map(|(path, _)| path.to_owned()).collect();
    generate_route_list_with_exclusions(HostApp, Some(functions))
}

/// The server functions: path and method.
pub fn function_routes() -> Vec<(&'static str, http::Method)> {
    leptos::server_fn::axum::server_fn_paths().collect()
}

/// The router with all its layers.
pub fn router(host: &Host) -> Router {
    let context = host.clone();
    let provide = move || visit::provide(&context);
    let pages = Router::new()
        .leptos_routes_with_context(host, record_routes(), provide.clone(), shell)
        .leptos_routes_with_context(host, host_routes(), provide, host_shell);
    let app = drawn(host, pages)
        .route("/inloggen/digid", get(digid::begin))
        .route(BACK, get(digid::back))
        .route(export::FILE, get(export::fetch))
        .layer(from_fn_with_state(host.clone(), visit::admit));
    let plain = Router::new()
        .route("/healthz", get(wellknown::healthz))
        .route("/readyz", get(wellknown::readyz))
        .route("/robots.txt", get(wellknown::robots))
        .route("/favicon.ico", get(wellknown::icon))
        .route("/uitgelogd/vergeten.svg", get(wellknown::forget))
        .route("/.well-known/security.txt", get(wellknown::security))
        .route("/huisstijl/{file}", get(wellknown::house_style))
        .route("/script/{file}", get(script::serve))
        .route("/pkg/{*path}", get(assets::serve));
    let plain = match &host.demo {
        Some(_) => plain.route("/stijl", get(crate::demo::style::page)),
        None => plain,
    };
    layered(host, app.merge(plain))
}

/// Pages, each asked once more where it hangs while it is drawn.
pub fn drawn(host: &Host, pages: Router<Host>) -> Router<Host> {
    pages.layer(from_fn_with_state(host.clone(), again::run))
}

/// Routes with the layers that stand before all of them.
pub fn layered(host: &Host, routes: Router<Host>) -> Router {
    routes
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(from_fn_with_state(host.clone(), guard::check))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(host.clone(), frame::run))
        .with_state(host.clone())
}
