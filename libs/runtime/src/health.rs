//! Probes and metrics, on the management port only.

use std::{
    collections::BTreeMap,
    net::TcpListener,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use actix_web::{App, HttpResponse, HttpServer, dev::ServerHandle, web};
use auth::Verifier;
use futures_util::future::join_all;
use serde_json::json;
use tokio::time::timeout;

use crate::{hints, server, telemetry};

/// Something that a probe asks.
pub type Check = Arc<dyn Fn() -> std::pin::Pin<Box<dyn Future<Output = Result<(), String>> + Send>> + Send + Sync>;

/// How long something that a probe asks has to answer: less than the probe has (`timeoutSeconds` of the manifests), which
/// would take what is only reported for what the process needs.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the process has keys to verify tokens with.
#[must_use]
pub fn keys(verifier: &Verifier) -> Check {
    let verifier = verifier.clone();
    Arc::new(move || {
        let ready = verifier.ready();
        Box::pin(async move { if ready { Ok(()) } else { Err("no key yet".to_owned()) } })
    })
}

/// Whether Redis answers, and lets the process in.
#[must_use]
pub fn redis(client: &redis::Client) -> Check {
    let client = client.clone();
    Arc::new(move || {
        let client = client.clone();
        Box::pin(async move { hints::ping(&client).await.map_err(|error| error.to_string()) })
    })
}

/// What goes wrong without stopping the process, until it is mended. Cheap to clone.
#[derive(Clone, Default)]
pub struct Incidents(Arc<Mutex<BTreeMap<String, String>>>);

impl Incidents {
    /// Something goes wrong.
    pub fn open(&self, what: String, why: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(what, why);
    }

    /// It is mended.
    pub fn close(&self, what: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(what);
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The probe that lists them.
    #[must_use]
    pub fn check(&self) -> Check {
        let incidents = self.clone();
        Arc::new(move || {
            let lines: Vec<_> = incidents
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .iter()
                .map(|(what, why)| format!("{what}: {why}"))
                .collect();
            Box::pin(async move { if lines.is_empty() { Ok(()) } else { Err(lines.join(" · ")) } })
        })
    }
}

/// What the probes answer from. Live: the process runs. Ready: it can serve.
#[derive(Clone, Default)]
pub struct Health {
    stopping: Arc<AtomicBool>,
    required: Vec<(&'static str, Check)>,
    reported: Vec<(&'static str, Check)>,
}

impl Health {
    /// Adds something without which the process is not ready.
    #[must_use]
    pub fn require(mut self, name: &'static str, check: Check) -> Self {
        self.required.push((name, check));
        self
    }

    /// Adds something that is reported and without which the process still serves.
    #[must_use]
    pub fn report(mut self, name: &'static str, check: Check) -> Self {
        self.reported.push((name, check));
        self
    }

    /// Turns readiness off: a shutdown has begun.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the process can serve, and the state of each thing that it needs.
    pub async fn ready(&self) -> (bool, serde_json::Value) {
        let mut ready = !self.stopping.load(Ordering::Relaxed);
        let mut states = serde_json::Map::new();
        let all = self.required.iter().map(|one| (one, true)).chain(self.reported.iter().map(|one| (one, false)));
        let asked = all.map(async |((name, check), required)| (*name, required, answer(check).await));
        for (name, required, result) in join_all(asked).await {
            ready &= result.is_ok() || !required;
            states.insert(name.to_owned(), result.map_or_else(Into::into, |()| "ok".into()));
        }
        (ready, json!({ "pret": ready, "etats": states }))
    }

    /// Serves the probes and the metrics on the management port.
    pub fn serve(self, listener: TcpListener) -> std::io::Result<ServerHandle> {
        let server = HttpServer::new(move || App::new().configure(|config| self.clone().configure(config)))
            .workers(1)
            .disable_signals()
            .listen(listener)?
            .run();
        Ok(server::detach(server))
    }

    /// Routes of the management port.
    fn configure(self, config: &mut web::ServiceConfig) {
        config
            .app_data(web::Data::new(self))
            .route("/health/live", web::get().to(async || HttpResponse::Ok().json(json!({ "vivant": true }))))
            .route("/health/ready", web::get().to(ready))
            .route(
                "/metrics",
                web::get().to(async || {
                    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(telemetry::metrics())
                }),
            );
    }
}

async fn answer(check: &Check) -> Result<(), String> {
    timeout(PATIENCE, check()).await.unwrap_or_else(|_| Err(format!("no answer within {PATIENCE:?}")))
}

async fn ready(health: web::Data<Health>) -> HttpResponse {
    let (ready, body) = health.ready().await;
    if ready { HttpResponse::Ok().json(body) } else { HttpResponse::ServiceUnavailable().json(body) }
}
