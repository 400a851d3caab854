//! The bytes of a JSON body.

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    web::{self, Bytes},
};
use problem::{Problem, Slug};

/// A body that says that it is JSON, or none, which says `{}`; of `limit` bytes at most, and never more than
/// [`super::BODY_LIMIT`], beyond which nothing is read.
pub(super) async fn json(request: &HttpRequest, mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let body = web::Bytes::from_request(request, &mut payload).await.map_err(|_| too_large(limit))?;
    if body.len() > limit {
        return Err(too_large(limit));
    }
    check_type(request, &body)?;
    Ok(if body.is_empty() { Bytes::from_static(b"{}") } else { body })
}

fn too_large(limit: usize) -> Problem {
    Problem::new(Slug::CorpsTropGrand, format!("Le corps de la requête dépasse {} Kio.", limit / 1024))
}

fn check_type(request: &HttpRequest, body: &[u8]) -> Result<(), Problem> {
    let json = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    });
    if json || body.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(Slug::TypeNonPrisEnCharge, "Le corps doit être du JSON (Content-Type: application/json)."))
    }
}
