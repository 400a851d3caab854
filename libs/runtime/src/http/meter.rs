//! What every process measures: seconds a request.

use std::{cell::RefCell, collections::HashMap, time::Instant};

use actix_web::http::{Method, StatusCode};
use metrics::Histogram;

/// Service, method, route and status.
type Label = (&'static str, &'static str, String, StatusCode);

thread_local! {
    /// The handles of this worker: each is looked up by name once.
    static HANDLES: RefCell<HashMap<Label, Histogram>> = RefCell::default();
}

/// Records a request of `service` that began at `start`. Routes are patterns, never what a client sent.
pub fn measure(service: &'static str, method: &Method, route: String, status: StatusCode, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    HANDLES.with_borrow_mut(|handles| {
        handles.entry((service, known(method), route, status)).or_insert_with_key(handle).record(seconds);
    });
}

/// A method that HTTP has: anybody may invent others, and each would be kept for ever.
const fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "autre",
    }
}

fn handle((service, method, route, status): &Label) -> Histogram {
    metrics::histogram!(
        "http_request_seconds",
        "service" => *service, "method" => *method, "route" => route.clone(), "status" => status.as_u16().to_string()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_methods_are_counted_together() {
        assert_eq!(known(&Method::PATCH), "PATCH");
        for invented in ["FOO", "get", "BREW"] {
            assert_eq!(known(&Method::from_bytes(invented.as_bytes()).unwrap()), "autre");
        }
    }
}
