//! A session whose holder proved who they are a moment ago.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use auth::{Refus, Verifier};
use problem::{Problem, Slug};
use store::Db;

use crate::{comptes::session::app, visiteur::Visiteur};

/// Taken after the grant by what touches an account or the rights of others: a token alone, which may be in other
/// hands, does not suffice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recente(());

impl FromRequest for Recente {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let visiteur = Visiteur::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let absent = || Problem::new(Slug::Indisponible, "Le service n'est pas prêt.");
            let verifier = request.app_data::<Data<Verifier>>().ok_or_else(absent)?;
            let db = request.app_data::<Data<Db>>().ok_or_else(absent)?;
            let claims =
                verifier.verify_header(request.headers().get(header::AUTHORIZATION)).map_err(Refus::problem)?;
            app::exiger_recente(db, &visiteur.await?, claims.sid).await?;
            Ok(Self(()))
        })
    }
}
