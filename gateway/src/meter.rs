//! What the gateway measures: seconds a request, by service, method and status.

use std::{cell::RefCell, collections::HashMap, time::Instant};

use actix_web::http::{Method, StatusCode};
use metrics::Histogram;

/// The measures of one worker. A handle is looked up by name once, and kept.
#[derive(Debug, Default)]
pub(crate) struct Meter(RefCell<HashMap<(&'static str, Method, StatusCode), Histogram>>);

impl Meter {
    /// Records a request that began at `start`. `route` is the service, or what it was instead.
    pub(crate) fn record(&self, route: &'static str, method: &Method, status: StatusCode, start: Instant) {
        let mut handles = self.0.borrow_mut();
        let handle = handles.entry((route, method.clone(), status)).or_insert_with(|| {
            let (method, status) = (method.to_string(), status.as_u16().to_string());
            metrics::histogram!("http_request_seconds", "service" => "gateway", "method" => method, "route" => route, "status" => status)
        });
        handle.record(start.elapsed().as_secs_f64());
    }
}
