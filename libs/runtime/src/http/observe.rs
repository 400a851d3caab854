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
use trace::Trace;
use tracing::{Instrument, field::Empty};

use super::measure;
use crate::telemetry;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The request id of the caller when it is sane: it goes into logs.
#[must_use]
pub fn request_id(headers: &HeaderMap) -> Option<&HeaderValue> {
    let value = headers.get(&REQUEST_ID)?;
    let text = value.as_bytes();
    let sane = (8..=64).contains(&text.len()) && text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    sane.then_some(value)
}

/// Middleware: continues the caller's request id and trace, measures, logs.
pub async fn observe(
    service: &'static str,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let start = Instant::now();
    let request_id = request_id(request.headers()).cloned();
    let method = request.method().clone();
    let shown = request_id.as_ref().and_then(|value| value.to_str().ok());
    let span = tracing::info_span!("request", service, %method, request_id = shown, trace = Empty);
    let trace = telemetry::join(&span, caller(request.headers()));
    span.record("trace", trace.to_string());
    let mut response = trace::within(trace, next.call(request).instrument(span.clone())).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "unrouted".to_owned());
    let status = response.status();
    span.in_scope(|| {
        let seconds = start.elapsed().as_secs_f64();
        tracing::debug!(route, status = status.as_u16(), seconds, "request done");
    });
    measure(service, &method, route, status, start);
    if let Some(value) = request_id {
        response.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    Ok(response)
}

/// The caller's trace, when it sent one.
#[must_use]
pub fn caller(headers: &HeaderMap) -> Option<Trace> {
    headers.get(trace::HEADER)?.to_str().ok()?.parse().ok()
}
