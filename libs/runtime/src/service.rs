//! From the description of a service to a running one.

use actix_web::{
    App, HttpServer,
    dev::ServerHandle,
    middleware::from_fn,
    web::{self, Data},
};
use auth::{Audience, Verifier};
use kernel::{Clock, Service};
use std::{
    net::{SocketAddr, TcpListener},
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
};
use store::{Committed, Db, Migrations};
use tokio::sync::{mpsc, watch};
use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt;

use crate::{
    Cachet, Config, ConfigRefused, Journal, Rattrapage, Running, ServiceTokens, Tasks, client,
    health::{self, Check, Health, Incidents},
    http, keys, line, openapi, rounds, server,
    telemetry::{self, Telemetry},
};

pub use utoipa_actix_web::service_config::ServiceConfig as Routes;

/// What a service is, before it runs.
#[derive(Clone)]
pub struct Definition {
    /// Which one it is.
    pub service: Service,
    /// What it does, for the OpenAPI document.
    pub description: &'static str,
    /// Its own migrations.
    pub migrations: Migrations,
    /// Its operations: routing one documents it.
    pub routes: fn(&mut Routes),
    /// What its handlers need beyond the common data.
    pub attach: Arc<dyn Fn(&Context, &mut web::ServiceConfig) + Send + Sync>,
    /// Its background tasks. Receives what its outbox commits.
    pub background: Arc<dyn Fn(&Context, mpsc::UnboundedReceiver<Committed>) + Send + Sync>,
}

impl Definition {
    /// Its complete OpenAPI document.
    #[must_use]
    pub fn openapi(&self) -> OpenApi {
        let (_, api) = App::new().into_utoipa_app().configure(self.routes).split_for_parts();
        openapi::complete(api, self.service, self.description)
    }
}

/// What the parts of a running service share. Cheap to clone.
#[derive(Clone)]
#[expect(missing_docs, reason = "the types say it")]
pub struct Context {
    pub service: Service,
    pub config: Arc<Config>,
    pub db: Db,
    pub clock: Clock,
    pub verifier: Verifier,
    pub http: reqwest::Client,
    pub tokens: ServiceTokens,
    pub journal: Journal,
    /// Seals what clients keep for this service, and what it keeps for them.
    pub cachet: Cachet,
    pub tasks: Tasks,
    /// Of the deployment.
    pub redis: redis::Client,
    /// Feeds that cannot go on: reported by readiness, which stays on for the other territories.
    pub parked: Incidents,
    /// Hears a producer at once.
    pub rattrapage: Rattrapage,
    /// Changes when the signing keys do.
    pub keys: watch::Receiver<()>,
}

/// Why a service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A socket could not be opened.
    #[error("{variable}: cannot listen on {address}: {source}")]
    Bind {
        /// What names it.
        variable: &'static str,
        /// Where it is.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// A socket cannot be served.
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    /// The HTTP client could not be built.
    #[error("cannot build the HTTP client: {0}")]
    Client(#[from] reqwest::Error),
    /// The configuration cannot serve.
    #[error("the configuration: {0}")]
    Config(#[from] ConfigRefused),
    /// The database refused, or its role may escape row-level security.
    #[error("the database is not usable: {0}")]
    Database(String),
}

/// Starts a service on these sockets.
pub async fn start(
    definition: Definition,
    config: Config,
    clock: Clock,
    listener: TcpListener,
    management: TcpListener,
) -> Result<Running, StartError> {
    config.check()?;
    let redis = config.redis.client().map_err(ConfigRefused::from)?;
    config.redis.ask(&redis).await.map_err(ConfigRefused::from)?;
    let tasks = Tasks::default();
    telemetry::measure(&tasks);
    let (db, committed) =
        Db::new(&config.database(), clock.clone()).map_err(|error| StartError::Database(error.with_causes()))?;
    db.check_role().await.map_err(|error| StartError::Database(error.with_causes()))?;
    let http = client::http()?;
    let verifier = Verifier::new(Audience::new(config.issuer.as_str(), &config.audience), clock.clone());
    let keys = keys::follow(&verifier, &config.peers, (&redis, &config.redis.prefix), &http, &tasks);
    let context = Context {
        service: definition.service,
        tokens: ServiceTokens::new(definition.service, &config, http.clone(), clock.clone()),
        journal: Journal::start(&db, &tasks),
        cachet: Cachet::of(&config),
        config: Arc::new(config),
        db,
        clock,
        verifier,
        http,
        tasks: tasks.clone(),
        redis,
        parked: Incidents::default(),
        rattrapage: Rattrapage::default(),
        keys,
    };
    rounds::forget_answers(&context);
    rounds::spread_journal(&context);
    rounds::prune(&context);
    (definition.background)(&context, committed);
    let health = health(&context, definition.migrations);
    Running::start(health, tasks, listener, management, |listener| serve(definition, context, listener))
}

fn health(context: &Context, migrations: Migrations) -> Health {
    let db = context.db.clone();
    // It needs Postgres, open to writes, with the schema that this version was written for.
    let database: Check = Arc::new(move || {
        let db = db.clone();
        Box::pin(async move {
            db.check_writable().await.map_err(|error| error.to_string())?;
            let missing = store::missing(&db, migrations).await.map_err(|error| error.to_string())?;
            if missing.is_empty() { Ok(()) } else { Err(format!("migrations to apply: {}", missing.join(", "))) }
        })
    });
    Health::default()
        .require("base", database)
        .require("cles", health::keys(&context.verifier))
        .report("redis", health::redis(&context.redis))
        .report("evenements", context.parked.check())
}

fn serve(definition: Definition, context: Context, listener: TcpListener) -> Result<ServerHandle, StartError> {
    let workers = context.config.workers;
    let name = definition.service.nom();
    let database = context.config.database_of_worker();
    let mut workers_of_db = Vec::with_capacity(workers);
    for _ in 0..workers {
        let db = context.db.with_own_connections(&database);
        workers_of_db.push(db.map_err(|error| StartError::Database(error.with_causes()))?);
    }
    let given = Arc::new(Mutex::new(workers_of_db));
    let server = HttpServer::new(move || {
        let own = given.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let context = Context { db: own.unwrap_or_else(|| context.db.clone()), ..context.clone() };
        let (app, api) = App::new().into_utoipa_app().configure(definition.routes).split_for_parts();
        app.app_data(Data::new(context.verifier.clone()))
            .app_data(Data::new(context.db.clone()))
            .app_data(Data::new(context.journal.clone()))
            .app_data(Data::new(context.cachet.clone()))
            .app_data(Data::new(context.clone()))
            .configure(|config| (definition.attach)(&context, config))
            .configure(|config| http::configure_errors(config, &api))
            .wrap(from_fn(move |request, next| http::observe(name, request, next)))
    })
    .workers(workers)
    .tcp_nodelay(true)
    .keep_alive(client::GARDEE * 2)
    .shutdown_timeout(10)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(server::detach(server))
}

/// The commands of a service's binary.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Serve until SIGTERM or Ctrl-C.
    Serve,
    /// Apply the missing migrations.
    Migrate,
    /// Read the configuration, say whether it is valid, and stop.
    CheckConfig,
}

/// The command line of a service; `X` is what its configuration adds to the common one.
#[derive(Debug, clap::Parser)]
struct Line<X: clap::Args> {
    #[command(flatten)]
    config: Config,
    #[command(flatten)]
    telemetry: Telemetry,
    #[command(flatten)]
    extra: X,
    #[command(subcommand)]
    command: Command,
}

/// What a service reads besides the common configuration.
pub trait Settings: clap::Args {
    /// Refuses what could not serve, in its own settings or in those of the common ones that it is alone to use. Nothing is
    /// asked of any server.
    fn check(&self, common: &Config) -> Result<(), ConfigRefused>;
}

/// The whole `main` of a service's binary.
pub async fn main<X: Settings>(describe: impl FnOnce(X) -> Definition) -> ExitCode {
    let Line { config, telemetry, extra, command } = match line::read::<Line<X>>() {
        Ok(line) => line,
        Err(ended) => return ended,
    };
    let checked = config.check().and_then(|()| extra.check(&config));
    let definition = describe(extra);
    let pending = telemetry.init(definition.service.nom());
    let ended = line::end(&run(command, checked, config, definition).await);
    pending.send();
    ended
}

async fn run(
    command: Command,
    checked: Result<(), ConfigRefused>,
    config: Config,
    definition: Definition,
) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        Command::CheckConfig => {
            checked?;
            tracing::info!(service = %definition.service, "the configuration is valid");
        }
        Command::Migrate => {
            let url = config.migration_url().ok_or("PLIE_BASE_MIGRATION is missing")?;
            store::migrate(&url, definition.migrations).await?;
        }
        Command::Serve => {
            checked?;
            let listener = server::bind("PLIE_ADRESSE", config.address)?;
            let management = server::bind("PLIE_ADRESSE_GESTION", config.management_address)?;
            let running = start(definition, config, Clock::system(), listener, management).await?;
            tracing::info!(address = %running.address, "ready to serve");
            stop_signal().await?;
            running.stop().await;
        }
    }
    Ok(())
}

/// Waits for SIGTERM or Ctrl-C.
pub async fn stop_signal() -> Result<(), std::io::Error> {
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = term.recv() => Ok(()),
        result = tokio::signal::ctrl_c() => result,
    }
}

/// A service whose configuration adds nothing to the common one.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct NoExtra {}

impl Settings for NoExtra {
    fn check(&self, _: &Config) -> Result<(), ConfigRefused> {
        Ok(())
    }
}
