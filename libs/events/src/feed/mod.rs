//! The feed of a service, the same operations everywhere: what it tells in a territory
//! (`GET /v1/evenements/{service}`), and how far it goes in each (`GET /v1/evenements/{service}/tetes`).

mod document;
mod lecture;
mod tetes;

use actix_web::{
    Resource,
    dev::{AppService, HttpServiceFactory},
    web::{self, Data},
};
use auth::{Grant, permission::EvenementLire};
use kernel::Service;
use runtime::http::Filtre;
use store::Db;

use self::{lecture::Position, tetes::Parcours};
use crate::annuaires::Annonce;

/// The feed of `service`, to be registered among its routes.
#[must_use]
pub fn feed(service: Service) -> Feed {
    Feed { service, annonces: &[] }
}

/// The operations that read a service's feed.
#[derive(Debug, Clone, Copy)]
pub struct Feed {
    service: Service,
    annonces: &'static [Annonce],
}

impl Feed {
    /// The same, which tells cards of what the service owns before it is read.
    #[must_use]
    pub const fn annoncant(self, annonces: &'static [Annonce]) -> Self {
        Self { annonces, ..self }
    }

    fn path(self) -> String {
        format!("/v1/evenements/{}", self.service)
    }
}

impl HttpServiceFactory for Feed {
    fn register(self, config: &mut AppService) {
        Resource::new(format!("{}/tetes", self.path()))
            .route(web::get().to(
                move |grant: Grant<EvenementLire>, Filtre(parcours): Filtre<Parcours>, db: Data<Db>| async move {
                    tetes::lire(self, grant, parcours, db).await
                },
            ))
            .register(config);
        Resource::new(self.path())
            .route(web::get().to(
                move |grant: Grant<EvenementLire>, Filtre(position): Filtre<Position>, db: Data<Db>| async move {
                    lecture::lire(self, grant, position, db).await
                },
            ))
            .register(config);
    }
}
