//! `If-Match`: nobody overwrites what somebody else changed meanwhile.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use problem::{Problem, Slug};

/// The version that the caller read, from `If-Match`. Required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiVersion(pub i32);

impl FromRequest for SiVersion {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = request
            .headers()
            .get(header::IF_MATCH)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.trim().trim_matches('"').parse().ok());
        ready(version.map(Self).ok_or_else(|| {
            Problem::new(
                Slug::VersionRequise,
                "Indiquez dans If-Match la version lue (l'ETag de la dernière lecture), par exemple \"3\".",
            )
        }))
    }
}
