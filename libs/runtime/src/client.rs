//! Calls to other services.

use std::time::Duration;

use problem::{Problem, Slug};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::de::DeserializeOwned;

/// How long a connection on which nothing passes is kept by who calls. Who answers keeps it twice as long, so that no
/// request is written on one that is being closed.
pub const GARDEE: Duration = Duration::from_secs(15);

/// The HTTP client of a process: one pool, with limits.
pub fn http() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(2))
        .timeout(Duration::from_secs(10))
        .pool_max_idle_per_host(32)
        .pool_idle_timeout(GARDEE)
        .tcp_nodelay(true)
        .user_agent("plie")
        .build()
}

/// Asks a service, as part of the running trace. Its answer is its value, or its problem as it stands.
pub async fn send<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, Problem> {
    let unreachable = |error: reqwest::Error| {
        tracing::warn!(error = %error, "another service could not be reached");
        let slug = if error.is_timeout() { Slug::DelaiDepasse } else { Slug::ServiceInjoignable };
        Problem::new(slug, "Un service de la suite ne répond pas. Réessayez dans un instant.")
    };
    let response = traced(request).send().await.map_err(unreachable)?;
    let success = response.status().is_success();
    let body = response.bytes().await.map_err(unreachable)?;
    if success {
        serde_json::from_slice(&body).map_err(|error| Problem::internal(&error))
    } else {
        Err(serde_json::from_slice(&body).unwrap_or_else(|error| Problem::internal(&error)))
    }
}

/// The same request, as part of the running trace.
pub fn traced(request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
    request.headers(trace_headers())
}

/// What makes a request part of the running trace.
#[must_use]
pub fn trace_headers() -> HeaderMap {
    let trace = trace::current().and_then(|trace| HeaderValue::try_from(trace.to_string()).ok());
    trace.map(|trace| (HeaderName::from_static(trace::HEADER), trace)).into_iter().collect()
}
