//! Refusals as HTTP answers.

use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError, body::BoxBody, http::StatusCode};

use crate::{Problem, RefusOauth};

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponseBuilder::new(self.status_code());
        if let Some(seconds) = self.retry_after {
            response.insert_header(("Retry-After", seconds.to_string()));
        }
        if self.status == 401 {
            response.insert_header(("WWW-Authenticate", "Bearer"));
        }
        // `HttpResponseBuilder::json` would keep the type of plain JSON.
        let body = serde_json::to_vec(self).unwrap_or_default();
        response.content_type("application/problem+json").body(body)
    }
}

impl ResponseError for RefusOauth {
    fn status_code(&self) -> StatusCode {
        self.problem.status_code()
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponseBuilder::new(self.status_code());
        response.insert_header(("Cache-Control", "no-store")).insert_header(("Pragma", "no-cache"));
        if let Some(seconds) = self.problem.retry_after {
            response.insert_header(("Retry-After", seconds.to_string()));
        }
        // Every 401 says by what one may prove who one is (RFC 9110, section 15.5.2), whatever the client tried.
        if self.problem.status == 401 {
            response.insert_header(("WWW-Authenticate", "Basic realm=\"plie\", charset=\"UTF-8\""));
        }
        response.json(self)
    }
}
