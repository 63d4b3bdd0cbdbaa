//! Figures for Prometheus, on a loopback port of their own.
//!
//! Labels are route patterns, methods, statuses and nothing that points at a person: a client's
//! id never becomes a label.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use inzage_store::Store;
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text::encode},
    metrics::{
        counter::{ConstCounter, Counter},
        family::Family,
        gauge::{ConstGauge, Gauge},
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};
use tokio::net::TcpListener;

/// The labels of a request.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Request {
    route: String,
    method: &'static str,
    status: u16,
}

/// The labels of a duration.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

type Durations = Family<Route, Histogram, fn() -> Histogram>;

/// What the store's writer has done, asked when the figures are.
#[derive(Debug)]
pub struct StoreFigures {
    store: Store,
}

impl StoreFigures {
    /// The figures of a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }
}

impl Collector for StoreFigures {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let figures = self.store.metrics();
        let counters = [
            ("store_batches", "Transactions of the writer", figures.batches),
            ("store_operations", "Writes in those transactions", figures.operations),
            ("store_log_lines", "Lines of the access log written", figures.lines),
            ("store_retries", "Transactions tried again", figures.retries),
            ("store_failures", "Transactions that failed as a whole", figures.failures),
        ];
        for (name, help, value) in counters {
            let counter = ConstCounter::new(value);
            let metric = encoder.encode_descriptor(name, help, None, counter.metric_type())?;
            counter.encode(metric)?;
        }
        let largest = ConstGauge::new(figures.largest_batch);
        let metric = encoder.encode_descriptor(
            "store_largest_batch",
            "Most writes in one transaction",
            None,
            largest.metric_type(),
        )?;
        largest.encode(metric)
    }
}

/// All figures of one process.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Request, Counter>,
    durations: Durations,
    open: Gauge,
}

/// From half a millisecond to about 16 seconds.
fn buckets() -> Histogram {
    Histogram::new(exponential_buckets(0.0005, 2.0, 16))
}

impl Metrics {
    /// New figures, together with those that `more` collects when asked (the writer's batches).
    pub fn new(more: Option<Box<dyn Collector>>) -> Self {
        let mut registry = Registry::with_prefix("inzage");
        let requests = Family::default();
        let durations = Durations::new_with_constructor(buckets);
        let open = Gauge::default();
        registry.register(
            "http_requests",
            "Requests answered, by route pattern and status",
            requests.clone(),
        );
        registry.register(
            "http_request_duration_seconds",
            "Time to the answer, by route pattern",
            durations.clone(),
        );
        registry.register("http_requests_open", "Requests being answered now", open.clone());
        if let Some(more) = more {
            registry.register_collector(more);
        }
        Self { registry: Arc::new(registry), requests, durations, open }
    }

    /// A request has begun.
    pub fn begin(&self) {
        self.open.inc();
    }

    /// A request has been answered.
    pub fn end(&self, route: &str, method: &http::Method, status: u16, took: Duration) {
        self.open.dec();
        // Methods are free text: an attacker must not be able to make labels.
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            _ => "other",
        };
        self.requests.get_or_create(&Request { route: route.to_owned(), method, status }).inc();
        self.durations.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// The figures as `OpenMetrics` text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a String does not fail.
        _ = encode(&mut text, &self.registry);
        text
    }
}

async fn page(State(metrics): State<Metrics>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], metrics.text())
}

/// Serves the figures until the process ends.
///
/// # Errors
/// The address cannot be listened on.
pub async fn serve(metrics: Metrics, address: SocketAddr) -> std::io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    let router = Router::new().route("/metrics", get(page)).with_state(metrics);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!("the figures for Prometheus have stopped: {error}");
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Metrics;

    #[test]
    fn figures_carry_the_pattern_and_no_free_text() {
        let metrics = Metrics::new(None);
        metrics.begin();
        metrics.end("/c/{client}/dossier", &http::Method::GET, 200, Duration::from_millis(3));
        metrics.begin();
        metrics.end(
            "none",
            &http::Method::from_bytes(b"BSN999900006").unwrap(),
            405,
            Duration::from_millis(1),
        );
        let text = metrics.text();
        assert!(
            text.contains(
                r#"inzage_http_requests_total{route="/c/{client}/dossier",method="GET",status="200"} 1"#
            ),
            "{text}"
        );
        assert!(text.contains(r#"method="other",status="405"} 1"#), "{text}");
        assert!(text.contains("inzage_http_requests_open 0"), "{text}");
        assert!(!text.contains("999900006"));
    }
}
