//! The running gateway.

use std::{net::TcpListener, rc::Rc, time::Duration};

use crate::{
    Config, docs,
    limits::Limits,
    proxy::{self, Proxy},
    routes::Routes,
    upstream::Upstream,
};
use actix_cors::Cors;
use actix_web::{
    App, HttpResponse, HttpServer,
    dev::ServerHandle,
    http::header,
    middleware::Condition,
    web::{self, Data},
};
use auth::{Audience, Verifier};
use kernel::{Clock, Service};
use runtime::{
    ConfigRefused, Origin, Running, StartError, Tasks, client,
    health::{self, Health},
    keys, telemetry,
};

/// Starts the gateway on these sockets.
pub async fn start(
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
    let mut audience = Audience::new(config.issuer.as_str(), &config.audience);
    audience.algorithms.clone_from(&config.algorithms);
    let verifier = Verifier::new(audience, clock.clone());
    let _ = keys::follow(&verifier, &config.peers, (&redis, &config.redis.prefix), &client::http()?, &tasks);
    let limits = Limits::new(&config, clock.clone());
    limits.share(redis.clone(), &config.redis.prefix, &tasks);
    let health = Health::default().require("cles", health::keys(&verifier)).report("redis", health::redis(&redis));
    Running::start(health, tasks, listener, management, |listener| serve(config, verifier, limits, clock, listener))
}

fn serve(
    config: Config,
    verifier: Verifier,
    limits: Limits,
    clock: Clock,
    listener: TcpListener,
) -> Result<ServerHandle, StartError> {
    let routes = Data::new(Routes::new());
    let workers = config.workers;
    let server = HttpServer::new(move || {
        // One set of connections a worker: shared ones cost and stall.
        let proxy = Proxy {
            verifier: verifier.clone(),
            routes: routes.clone(),
            upstreams: Service::tous().map(|service| (service, upstream(&config, service))).collect(),
            limits: limits.clone(),
            clock: clock.clone(),
            proxies: config.proxies,
            body_limit: config.body_limit,
            timeout: Duration::from_secs(config.timeout),
        };
        App::new()
            .app_data(Data::new(proxy))
            .wrap(Condition::new(!config.origins.is_empty(), cors(&config.origins)))
            // What is carried comes first: the docs page matches its paths by an expression.
            .service(web::scope("/v1").default_service(web::to(proxy::carry)))
            .route(
                "/health",
                docs::reading().to(async || HttpResponse::Ok().json(serde_json::json!({ "vivant": true }))),
            )
            .service(web::redirect("/", "/docs/"))
            .service(web::redirect("/docs", "/docs/"))
            .configure(docs::routes)
            .default_service(web::to(proxy::carry))
    })
    .workers(workers)
    .tcp_nodelay(true)
    .keep_alive(client::GARDEE * 2)
    .shutdown_timeout(10)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(runtime::server::detach(server))
}

fn upstream(config: &Config, service: Service) -> Rc<Upstream> {
    Upstream::new(config.peers.authority(service))
}

fn cors(origins: &[Origin]) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_MATCH, header::IF_NONE_MATCH])
        .allowed_header("Idempotency-Key")
        .expose_headers(["ETag", "Link", "Location", "Retry-After", "X-Request-Id"])
        .max_age(3600);
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin.as_str()))
}
