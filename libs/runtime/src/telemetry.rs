//! Logs, metrics and traces. None ever carries personal data: identifiers only.

use std::{sync::OnceLock, time::Duration};

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use opentelemetry::{
    Context, SpanId, TraceFlags, TraceId,
    trace::{SpanContext, TraceContextExt, TraceState, TracerProvider},
};
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use trace::Trace;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};
use uuid::Uuid;

use crate::{Root, Tasks};

static METRICS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Where a process tells what it does.
#[derive(Debug, Clone, Default, clap::Args)]
#[group(skip)]
pub struct Telemetry {
    /// OpenTelemetry collector that receives the traces (OTLP over HTTP, such as `http://collector:4318`).
    /// Without it, traces are only carried and logged.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub traces: Option<Root>,
}

/// What must be told before the process ends.
#[must_use = "traces not sent yet are lost without `Pending::send`"]
pub struct Pending(Option<SdkTracerProvider>);

impl Telemetry {
    /// Writes logs as JSON lines on the standard error (`RUST_LOG` filters them; `info` by default) and
    /// sends the traces of `service`. A second call changes nothing.
    pub fn init(&self, service: &'static str) -> Pending {
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
        let logs = fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
        let exporter = self.traces.as_ref().map(|collector| {
            let endpoint = format!("{collector}/v1/traces");
            SpanExporter::builder().with_http().with_endpoint(endpoint).build()
        });
        let (exporter, refused) = match exporter {
            Some(Ok(exporter)) => (Some(exporter), None),
            Some(Err(error)) => (None, Some(error)),
            None => (None, None),
        };
        let provider = exporter.map(|exporter| {
            SdkTracerProvider::builder()
                .with_batch_exporter(exporter)
                .with_resource(Resource::builder().with_service_name(service).build())
                .build()
        });
        let spans = provider.as_ref().map(|provider| {
            tracing_opentelemetry::layer().with_tracer(provider.tracer("plie")).with_location(false).with_threads(false)
        });
        let _ = tracing_subscriber::registry().with(filter).with(logs).with(spans).try_init();
        if let Some(error) = refused {
            tracing::error!(%error, "traces are not sent");
        }
        Pending(provider)
    }
}

impl Pending {
    /// Sends what was not sent yet.
    pub fn send(self) {
        if let Some(Err(error)) = self.0.map(|provider| provider.shutdown()) {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}

/// Makes `span` part of the caller's trace, and says how those that it calls continue it.
#[must_use]
pub fn join(span: &Span, caller: Option<Trace>) -> Trace {
    if let Some(caller) = caller {
        let (trace, parent, sampled) = caller.parts();
        let flags = TraceFlags::default().with_sampled(sampled);
        let remote = SpanContext::new(TraceId::from(trace), SpanId::from(parent), flags, true, TraceState::default());
        // Refused when nothing records spans: the trace is carried all the same.
        let _ = span.set_parent(Context::new().with_remote_span_context(remote));
    }
    let context = span.context();
    let own = context.span().span_context().clone();
    if own.is_valid() && own.span_id() != caller.map_or(SpanId::INVALID, |caller| SpanId::from(caller.parts().1)) {
        let (trace, span) =
            (u128::from_be_bytes(own.trace_id().to_bytes()), u64::from_be_bytes(own.span_id().to_bytes()));
        return Trace::new(trace, span, own.is_sampled());
    }
    let id = Uuid::new_v4();
    caller.map_or_else(|| Trace::root(id), |caller| caller.child(id))
}

/// The metrics of the process, in the text form of Prometheus.
#[must_use]
pub fn metrics() -> String {
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// Upper bounds of what is counted together, in seconds: pods are added up bucket by bucket.
const SEAUX: [f64; 14] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0];
/// How long measures wait to be counted: until then each takes its place in memory.
const COMPTAGE: Duration = Duration::from_secs(5);

/// Measures what the process does for as long as it runs, whether or not anybody comes to read it.
pub fn measure(tasks: &Tasks) {
    let Some(recorder) = recorder() else { return };
    let here = tasks.clone();
    tasks.spawn(async move {
        while !here.pause(COMPTAGE).await {
            recorder.run_upkeep();
        }
    });
}

/// The recorder of the process, installed once.
fn recorder() -> Option<&'static PrometheusHandle> {
    let install = || PrometheusBuilder::new().set_buckets(&SEAUX)?.install_recorder();
    METRICS.get_or_init(|| install().inspect_err(|error| tracing::error!(%error, "nothing is measured")).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_of_several_pods_can_be_added_up() {
        assert!(recorder().is_some());
        metrics::histogram!("waited_seconds").record(0.03);
        let told = metrics();
        assert!(told.contains("# TYPE waited_seconds histogram"), "{told}");
        assert!(told.contains(r#"waited_seconds_bucket{le="0.02"} 0"#), "{told}");
        assert!(told.contains(r#"waited_seconds_bucket{le="0.05"} 1"#), "{told}");
    }
}
