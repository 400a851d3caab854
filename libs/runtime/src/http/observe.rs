//! One span, one log line and one measure a request. No address, no user agent, no query string: they
//! may name people.

use std::time::Instant;

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
};
use tracing::Instrument;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The request id of the caller when it is sane: it goes into logs.
#[must_use]
pub fn request_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(&REQUEST_ID)?.to_str().ok()?;
    let sane = (8..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    sane.then(|| text.to_owned())
}

/// Middleware: continues the caller's request id and trace, measures, logs.
pub async fn observe(
    service: &'static str,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let start = Instant::now();
    let header =
        |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (request_id, trace) = (header("x-request-id"), header("traceparent"));
    let method = request.method().to_string();
    let span = tracing::info_span!("request", service, %method, request_id, trace);
    let mut response = next.call(request).instrument(span.clone()).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "unrouted".to_owned());
    let status = response.status().as_u16();
    let seconds = start.elapsed().as_secs_f64();
    metrics::histogram!("http_request_seconds", "service" => service, "method" => method, "route" => route.clone(), "status" => status.to_string())
        .record(seconds);
    span.in_scope(|| tracing::debug!(route, status, seconds, "request done"));
    if let Ok(value) = HeaderValue::from_str(&request_id)
        && !request_id.is_empty()
        && !response.headers().contains_key(&REQUEST_ID)
    {
        response.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    Ok(response)
}
