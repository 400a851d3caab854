//! parcours: what happens from the entry to the confirmed exit.

mod etapes;
mod events;
mod pilotage;
mod reprise;
mod rounds;
mod schema;
mod sorties;
mod suivi;
mod vie;

use std::sync::Arc;

use actix_web::web::Data;
use clients::ParticipantsClient;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use imports::Fichiers;
use kernel::Service;
use runtime::{Definition, Routes};

/// What the others are told of what they know of it: who follows whom.
const ANNONCES: [::events::annuaires::Annonce; 1] = [vie::affectation::suivi::SUIVIS_DE_PARCOURS];

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service, ready to be started.
#[must_use]
pub fn service() -> Definition {
    Definition {
        service: Service::Parcours,
        description: "Parcours, étapes, bilans tripartites, sorties et file active.",
        migrations: || MIGRATIONS,
        routes,
        attach: Arc::new(|context, actix| {
            actix
                .app_data(Data::new(ParticipantsClient::new(context)))
                .app_data(Data::new(Fichiers::ouvrir(&context.config.files)))
                .app_data(Data::new(context.clock.clone()));
        }),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
            rounds::echeances::suivre(context);
            rounds::imports::suivre(context);
            rounds::naissances::suivre(context);
        }),
    }
}

/// Every operation: routing one documents it.
fn routes(routes: &mut Routes) {
    etapes::routes(routes);
    sorties::routes(routes);
    suivi::routes(routes);
    pilotage::routes(routes);
    reprise::routes(routes);
    vie::routes(routes);
    routes.service(runtime::lectures::lectures(Service::Parcours));
    routes.service(::events::feed(Service::Parcours).annoncant(&ANNONCES));
}
