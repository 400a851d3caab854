//! What every process measures: seconds a request.

use std::{cell::RefCell, collections::HashMap, time::Instant};

use actix_web::http::{Method, StatusCode};
use metrics::Histogram;

/// Service, method, route and status.
type Label = (&'static str, Method, String, StatusCode);

thread_local! {
    /// The handles of this worker: each is looked up by name once.
    static HANDLES: RefCell<HashMap<Label, Histogram>> = RefCell::default();
}

/// Records a request of `service` that began at `start`. Routes are patterns, never what a client sent.
pub fn measure(service: &'static str, method: &Method, route: String, status: StatusCode, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    HANDLES.with_borrow_mut(|handles| {
        handles.entry((service, method.clone(), route, status)).or_insert_with_key(handle).record(seconds);
    });
}

fn handle((service, method, route, status): &Label) -> Histogram {
    metrics::histogram!(
        "http_request_seconds",
        "service" => *service, "method" => method.to_string(), "route" => route.clone(), "status" => status.as_u16().to_string()
    )
}
