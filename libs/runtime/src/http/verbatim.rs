//! Bodies taken as they were sent: nobody writes a password or a code otherwise than its holder. Only what cannot be kept,
//! a NUL, is refused.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use garde::Validate;
use problem::{Problem, RefusOauth};
use serde::de::DeserializeOwned;

use super::{body, errors::SHORT_LIMIT};

/// A valid form: what RFC 6749 asks its clients to send, refused as that RFC has it.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

/// Valid JSON, of which nothing is kept for who repeats the request.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + Validate<Context = ()> + 'static> FromRequest for Form<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = web::Form::<Vec<(String, String)>>::from_request(request, payload);
        Box::pin(async move {
            let read = problem::formulaire(sent.await?.into_inner()).and_then(valid).map_err(RefusOauth::from)?;
            Ok(Self(read))
        })
    }
}

impl<T: DeserializeOwned + Validate<Context = ()> + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let body = body::json(&request, payload, SHORT_LIMIT).await?;
            valid(problem::decode_tel_quel(&body)?).map(Self)
        })
    }
}

fn valid<T: Validate<Context = ()>>(sent: T) -> Result<T, Problem> {
    problem::validate(&sent)?;
    Ok(sent)
}
