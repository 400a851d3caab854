//! The answer of an operation.

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::StatusCode, http::header};
use problem::Problem;
use serde::Serialize;
use serde_json::Value;
use store::{Page, idempotence};

/// A value with its status, and where it stands: its URL when it was created, its version when people
/// edit it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse<T> {
    statut: u16,
    location: Option<String>,
    version: Option<i32>,
    corps: T,
}

impl<T> Reponse<T> {
    /// 200.
    pub const fn ok(corps: T) -> Self {
        Self { statut: 200, location: None, version: None, corps }
    }

    /// 201, at `location`.
    pub fn cree(location: impl Into<String>, corps: T) -> Self {
        Self { statut: 201, location: Some(location.into()), version: None, corps }
    }

    /// Adds the version that `If-Match` will have to name.
    #[must_use]
    pub const fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }
}

impl<T: Serialize> Reponse<T> {
    pub(super) fn freeze(self) -> Result<Reponse<Value>, Problem> {
        let corps = serde_json::to_value(self.corps).map_err(|error| Problem::internal(&error))?;
        Ok(Reponse { statut: self.statut, location: self.location, version: self.version, corps })
    }
}

impl Reponse<Value> {
    pub(super) fn keep(&self) -> idempotence::Reponse {
        let own = self.clone();
        idempotence::Reponse { statut: own.statut, location: own.location, version: own.version, corps: own.corps }
    }

    pub(super) fn thaw(kept: idempotence::Reponse) -> Self {
        Self { statut: kept.statut, location: kept.location, version: kept.version, corps: kept.corps }
    }
}

impl<T: Serialize> From<Reponse<T>> for HttpResponse {
    fn from(reponse: Reponse<T>) -> Self {
        let mut builder = Self::build(StatusCode::from_u16(reponse.statut).unwrap_or(StatusCode::OK));
        if let Some(location) = &reponse.location {
            builder.insert_header((header::LOCATION, location.as_str()));
        }
        if let Some(version) = reponse.version {
            builder.insert_header((header::ETAG, format!("\"{version}\"")));
        }
        builder.insert_header((header::CACHE_CONTROL, "no-store"));
        builder.json(&reponse.corps)
    }
}

impl<T: Serialize> Responder for Reponse<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.into()
    }
}

/// A page of a list, with `Link: rel="next"` when there is more.
pub fn page<T: Serialize>(request: &HttpRequest, page: &Page<T>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(after) = &page.suivant {
        let kept = request.query_string().split('&').filter(|part| !part.is_empty() && !part.starts_with("apres="));
        let query: Vec<_> = kept.map(ToOwned::to_owned).chain([format!("apres={after}")]).collect();
        response.insert_header((header::LINK, format!("<{}?{}>; rel=\"next\"", request.path(), query.join("&"))));
    }
    response.json(page)
}
