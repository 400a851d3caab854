//! What an operation answers when it succeeds.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder, body::BoxBody, http::StatusCode};

/// An answer whose type says its status: on the wire, and in the document that `#[operation]` makes of it.
pub trait Answer: Responder {
    /// The HTTP status.
    const STATUS: u16;

    /// The answer, to be filled.
    #[must_use]
    fn builder() -> HttpResponseBuilder {
        HttpResponse::build(StatusCode::from_u16(Self::STATUS).unwrap_or(StatusCode::OK))
    }
}

/// 204: it is done, and there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rien;

impl Answer for Rien {
    const STATUS: u16 = 204;
}

impl Responder for Rien {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        Self::builder().finish()
    }
}
