//! The extractor that handlers take: proof that the caller has a permission in a territory.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
    sync::Arc,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use kernel::TerritoireId;
use problem::{Problem, Slug};

use crate::{Acteur, Claims, Droit, Ecriture, Impersonnelle, ReadScope, Refus, Scope, Verifier, WriteScope};

/// Proof that the caller has the permission `P` in its territory. It comes first in a handler's
/// arguments, so that an anonymous bad request is a 401 and not a 400.
#[derive(Debug, Clone)]
pub struct Grant<P> {
    claims: Arc<Claims>,
    permission: PhantomData<fn() -> P>,
}

impl<P> Grant<P> {
    /// The claims of the token.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }
}

impl<P: Droit> Grant<P> {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let verifier = request
            .app_data::<Data<Verifier>>()
            .ok_or_else(|| Problem::new(Slug::Indisponible, "Le service n'est pas prêt."))?;
        let claims = verifier.verify_header(request.headers().get(header::AUTHORIZATION)).map_err(Refus::problem)?;
        if P::PERMISSION.titres(&claims.titres, &claims.scopes).vides() {
            return Err(Problem::new(Slug::Interdit, format!("Cette action demande le droit « {} ».", P::NOM)));
        }
        Ok(Self { claims, permission: PhantomData })
    }
}

impl<P: Droit> FromRequest for Grant<P> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl<P: Droit> Scope for Grant<P> {
    fn territoire(&self) -> TerritoireId {
        self.claims.territoire
    }

    fn acteur(&self) -> Acteur {
        Acteur {
            id: self.claims.sub,
            sujet: self.claims.sujet,
            titres: P::PERMISSION.titres(&self.claims.titres, &self.claims.scopes),
        }
    }
}

impl<P: Impersonnelle> ReadScope for Grant<P> {}

impl<P: Ecriture> WriteScope for Grant<P> {}
