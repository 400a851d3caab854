//! fse: European operations, participations and their questionnaires, indicators, costs and bilans.

mod bilans;
mod events;
mod operations;
mod participations;
mod rounds;
mod schema;

use std::sync::Arc;

use actix_web::web::Data;
use clients::ParticipantsClient;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::{Definition, Routes};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// What the other services are told.
const ANNONCES: [::events::annuaires::Annonce; 4] = [
    operations::operation::annonce::OPERATIONS,
    participations::participation::annonce::ECHEANCES,
    participations::participation::annonce::ECHEANCES_D_OPERATIONS,
    participations::participation::annonce::ECHEANCES_DE_PERSONNES,
];

/// The service, ready to be started.
#[must_use]
pub fn service() -> Definition {
    Definition {
        service: Service::Fse,
        description: "Opérations européennes, participations, questionnaires, indicateurs, coûts et bilans.",
        migrations: || MIGRATIONS,
        routes,
        attach: Arc::new(|context, actix| {
            actix.app_data(Data::new(ParticipantsClient::new(context)));
        }),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
            rounds::echeances::suivre(context);
            rounds::etats_civils::suivre(context);
            rounds::redites::suivre(context);
        }),
    }
}

/// Every operation: routing one documents it.
fn routes(routes: &mut Routes) {
    bilans::routes(routes);
    operations::routes(routes);
    participations::routes(routes);
    routes.service(runtime::lectures::lectures(Service::Fse));
    routes.service(::events::feed(Service::Fse).annoncant(&ANNONCES));
}
