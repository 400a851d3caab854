//! Logs and metrics. Neither ever carries personal data: identifiers only.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

static METRICS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Writes logs as JSON lines on the standard error. `RUST_LOG` filters them; `info` by default. A
/// second call changes nothing.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let layer = fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
    let _ = tracing_subscriber::registry().with(filter).with(layer).try_init();
}

/// The metrics of the process, in the text form of Prometheus.
#[must_use]
pub fn metrics() -> String {
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// Installs the recorder of the process, once.
pub fn recorder() -> Option<&'static PrometheusHandle> {
    METRICS.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).as_ref()
}
