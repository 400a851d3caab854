//! emargement: the agenda, presences and signatures, their sealed ledger, and the time sheets composed
//! from them.

mod agenda;
mod events;
mod registre;
mod rounds;
mod schema;
mod temps;

use std::sync::Arc;

use actix_web::web::Data;
use clients::ParticipantsClient;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::{Definition, Routes};

use crate::registre::racine::domain::{Signataire, Signataires};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// What the other services are told. What is to be told again of all comes before what tells it.
const ANNONCES: [::events::annuaires::Annonce; 4] = [
    agenda::rendez_vous::annonce::REGLES,
    agenda::rendez_vous::annonce::ECHEANCES_DE_PERSONNES,
    agenda::rendez_vous::annonce::ECHEANCES_DE_MOIS,
    agenda::rendez_vous::annonce::ECHEANCES,
];

/// The service, ready to be started.
#[must_use]
pub fn service() -> Definition {
    Definition {
        service: Service::Emargement,
        description: "Agenda, émargements, registre scellé et feuilles de temps.",
        migrations: || MIGRATIONS,
        routes,
        attach: Arc::new(|context, config| {
            config.app_data(Data::new(Signataires::of(&context.config)));
            config.app_data(Data::new(ParticipantsClient::new(context)));
        }),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
            rounds::racines::suivre(context);
            rounds::redites::suivre(context);
        }),
    }
}

/// The public key that signs the roots of the ledgers of a deployment, in hexadecimal: what is published, for whoever
/// verifies without the suite. `secret` is that of this service.
#[must_use]
pub fn cle_du_registre(secret: &str) -> String {
    kernel::hexadecimal(Signataire::new(secret).cle_publique())
}

/// Every operation: routing one documents it.
fn routes(routes: &mut Routes) {
    agenda::routes(routes);
    registre::routes(routes);
    temps::routes(routes);
    routes.service(runtime::lectures::lectures(Service::Emargement));
    routes.service(::events::feed(Service::Emargement).annoncant(&ANNONCES));
}
