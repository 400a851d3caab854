//! parcours: what happens from the entry to the confirmed exit.

mod etapes;
mod events;
mod pilotage;
mod rounds;
mod schema;
mod sorties;
mod suivi;
mod vie;

use std::sync::Arc;

use actix_web::web::Data;
use clients::ParticipantsClient;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::{Definition, Routes};

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
            actix.app_data(Data::new(ParticipantsClient::new(context)));
        }),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
            rounds::echeances::suivre(context);
        }),
    }
}

/// Every operation: routing one documents it.
fn routes(routes: &mut Routes) {
    etapes::routes(routes);
    sorties::routes(routes);
    suivi::routes(routes);
    pilotage::routes(routes);
    vie::routes(routes);
    routes.service(runtime::lectures::lectures(Service::Parcours));
    routes.service(::events::feed(Service::Parcours));
}
