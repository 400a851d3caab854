//! Query parameters.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use garde::Validate;
use problem::{Problem, Slug};
use serde::de::DeserializeOwned;

/// Decoded and valid query parameters.
#[derive(Debug, Clone)]
pub struct Filtre<T>(pub T);

impl<T: DeserializeOwned + Validate<Context = ()>> FromRequest for Filtre<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parsed = web::Query::<T>::from_query(request.query_string())
            .map_err(|error| Problem::new(Slug::RequeteIllisible, format!("Paramètre de requête invalide : {error}")))
            .and_then(|query| problem::validate(&*query).map(|()| Self(query.into_inner())));
        ready(parsed)
    }
}
