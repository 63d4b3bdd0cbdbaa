//! A portal that runs: the listener, the figures beside it, and stopping without losing anything.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use inzage_services::Services;
use inzage_store::Store;
use leptos::config::LeptosOptions;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{
    config::{Config, Network},
    demo::Face,
    http::{self, Host, Limits, Parts, assets, tenant::Tenants},
    logs,
    metrics::{self, Metrics},
    problem::Problem,
};

/// How often what has expired is removed.
const TIDY_EVERY: Duration = Duration::from_mins(10);
/// How often the figures of use that were counted are kept. So much of them is lost at most when the
/// program is killed.
const KEEP_FIGURES_EVERY: Duration = Duration::from_mins(1);
/// How often jobs are looked for that are due.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How a portal is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where.
    pub listen: SocketAddr,
    /// Where the figures are.
    pub metrics_listen: Option<SocketAddr>,
    /// Bounds of a request.
    pub limits: Limits,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether browsers that came by HTTPS are told to stay there.
    pub hsts: bool,
}

impl Settings {
    /// Of a configuration.
    pub fn of(config: &Config) -> Self {
        Self {
            listen: config.listen,
            metrics_listen: config.metrics_listen,
            limits: Limits { body: config.body_limit, request: config.request_timeout },
            trusted_proxies: config.trusted_proxies.clone(),
            hsts: config.hsts,
        }
    }

    /// Of the demo.
    pub fn of_demo(listen: SocketAddr) -> Self {
        Self {
            listen,
            metrics_listen: None,
            limits: Limits::default(),
            trusted_proxies: Vec::new(),
            hsts: false,
        }
    }
}

/// Makes the host of a portal.
pub fn host(services: Services, settings: &Settings, demo: Option<Face>) -> Host {
    let metrics = Metrics::new(Some(Box::new(metrics::StoreFigures::new(services.store.clone()))));
    Host::new(Parts {
        services,
        assets: Arc::new(assets::manifest()),
        metrics,
        limits: settings.limits,
        trusted_proxies: settings.trusted_proxies.clone(),
        hsts: settings.hsts,
        demo,
        tenants: Tenants::default(),
        options: LeptosOptions::builder().output_name("inzage").build(),
    })
}

/// Takes the address.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Problem> {
    TcpListener::bind(address).await.map_err(|error| {
        Problem::new(
            format!("{address} cannot be listened on: {error}"),
            "choose another address, or end the program that uses it",
        )
    })
}

/// Serves until a signal, finishes what was begun, and closes the store.
pub async fn run(
    services: Services,
    settings: Settings,
    demo: Option<Face>,
    listener: TcpListener,
) -> Result<(), Problem> {
    let stop = stop_signal()?;
    let host = host(services.clone(), &settings, demo);
    if let Some(address) = settings.metrics_listen {
        metrics::serve(host.metrics.clone(), address).await.map_err(|error| {
            Problem::new(
                format!("{address} (metrics_listen) cannot be listened on: {error}"),
                "choose another address",
            )
        })?;
    }
    let router = http::router(&host);
    let tidying = tokio::spawn(tidy(services.store.clone()));
    let counting = tokio::spawn(keep_figures(services.store.clone()));
    let announcing = tokio::spawn(announce(services.clone()));
    let exporting = tokio::spawn(export(services.clone()));
    tracing::info!(address = %settings.listen, "serving");
    serve(listener, router, stop, settings.limits.request).await?;
    tidying.abort();
    counting.abort();
    announcing.abort();
    exporting.abort();
    services.store.close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Removes from time to time what has expired.
async fn tidy(store: Store) {
    loop {
        tokio::time::sleep(TIDY_EVERY).await;
        if let Err(error) = store.tidy().await {
            tracing::warn!(error = %logs::chain(&error), "what has expired could not be removed; it is tried again later");
        }
    }
}

/// Keeps from time to time what was counted; the last of it is kept when the store closes.
async fn keep_figures(store: Store) {
    loop {
        tokio::time::sleep(KEEP_FIGURES_EVERY).await;
        if let Err(error) = store.keep_figures().await {
            tracing::warn!(error = %logs::chain(&error), "figures of use could not be kept; they count on");
        }
    }
}

/// Sends mails about announced terms, birthdays and ends when they are due. Stopped half-way, it goes on at the next start,
/// or another instance does.
async fn announce(services: Services) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let organisations = match services.store.organisations().await {
            Ok(organisations) => organisations,
            Err(error) => {
                tracing::warn!(error = %logs::chain(&error), "the organisations could not be read; it is tried again");
                continue;
            }
        };
        for organisation in &organisations {
            match services.announce_terms(organisation).await {
                Ok(Some(round)) => tracing::info!(
                    organisation = organisation.key(),
                    sent = round.sent,
                    failed = round.failed,
                    "mails about announced terms"
                ),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(error = %logs::chain(&error), "announced terms could not be mailed; it is tried again");
                }
            }
            match services.release_reports(organisation).await {
                Ok(Some(round)) => {
                    tracing::info!(
                        organisation = organisation.key(),
                        shown = round.shown,
                        "reports shared for later"
                    );
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(error = %logs::chain(&error), "what was shared for later could not be shown; it is tried again");
                }
            }
            match services.send_notices(organisation).await {
                Ok(Some(round)) => tracing::info!(
                    organisation = organisation.key(),
                    sent = round.sent,
                    failed = round.failed,
                    closed = round.closed,
                    "birthdays, ends of care and of access"
                ),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(error = %logs::chain(&error), "notices could not be sent; it is tried again");
                }
            }
        }
    }
}

/// Makes copies of records that people take along, and removes those whose time is over. Beside the mails: a
/// large record takes minutes.
async fn export(services: Services) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let organisations = match services.store.organisations().await {
            Ok(organisations) => organisations,
            Err(error) => {
                tracing::warn!(error = %logs::chain(&error), "the organisations could not be read; it is tried again");
                continue;
            }
        };
        for organisation in &organisations {
            match services.prepare_exports(organisation).await {
                Ok(Some(round)) => tracing::info!(
                    organisation = organisation.key(),
                    pieces = round.pieces,
                    ready = round.ready,
                    "copies of records"
                ),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(error = %logs::chain(&error), "copies of records could not be made; it is tried again");
                }
            }
        }
    }
}

/// Serves until `stop`, then gives requests that have begun their time.
async fn serve(
    listener: TcpListener,
    router: axum::Router,
    stop: impl Future<Output = ()> + Send + 'static,
    patience: Duration,
) -> Result<(), Problem> {
    let (stopping, mut has_stopped) = tokio::sync::watch::channel(false);
    let graceful = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            stop.await;
            tracing::info!("stopping: requests that have begun are finished");
            stopping.send_replace(true);
        });
    // A browser that keeps its connection open and silent must not keep the program alive.
    let too_long = async move {
        _ = has_stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(patience + Duration::from_secs(1)).await;
    };
    tokio::select! {
        ended = graceful => ended.map_err(|error| Problem::of(&error, "start again; the log says more")),
        () = too_long => {
            tracing::warn!("some connections did not end in time and were cut off");
            Ok(())
        }
    }
}

/// Ends when the system or a person asks the program to.
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, Problem> {
    let listen =
        |kind| signal(kind).map_err(|error| Problem::of(&error, "the system does not pass signals on"));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
