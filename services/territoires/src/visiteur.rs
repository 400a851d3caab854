//! Whoever calls without having proved who they are, or proves it again.

use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv4Addr},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use auth::{Acteur, ReadScope, Scope, Sujet, Titres, WriteScope};
use kernel::{ActeurId, TerritoireId};
use problem::{Problem, Slug};
use runtime::http;

use crate::freins::{Essai, Freins};

/// Where a request comes from. It acts for the deployment, where accounts are: its secret says on which one.
#[derive(Debug, Clone)]
pub(crate) struct Visiteur {
    freins: Freins,
    origine: IpAddr,
}

impl Visiteur {
    /// Counts an attempt to be `qui`.
    pub(crate) async fn essayer(&self, qui: &str) -> Result<Essai, Problem> {
        self.freins.essayer(qui, self.origine).await
    }
}

impl FromRequest for Visiteur {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let freins = request.app_data::<Data<Freins>>().map(|freins| freins.get_ref().clone());
        let freins = freins.ok_or_else(|| Problem::new(Slug::Indisponible, "Le service n'est pas prêt."));
        ready(freins.map(|freins| Self { freins, origine: origine(request) }))
    }
}

/// What the gateway says of the origin: it lets no client say it.
fn origine(request: &HttpRequest) -> IpAddr {
    let said = request.headers().get("x-forwarded-for").and_then(|value| http::origine(value.to_str().ok()?));
    said.or_else(|| request.peer_addr().map(|peer| peer.ip())).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

impl Scope for Visiteur {
    fn territoire(&self) -> TerritoireId {
        TerritoireId::DEPLOIEMENT
    }

    fn acteur(&self) -> Acteur {
        Acteur { id: ActeurId::SUITE, sujet: Sujet::Lien, titres: Titres::default() }
    }
}

impl ReadScope for Visiteur {}

impl WriteScope for Visiteur {}
