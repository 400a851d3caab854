//! participants: persons, candidatures, diagnosis, eligibility, commissions and contracts: everything
//! up to the entry in the PLIE.

mod config;
mod dossier;
mod droits;
mod entree;
mod events;
mod expediteur;
mod fichiers;
mod instances;
mod mention;
mod noms;
mod reprise;
mod rounds;
mod schema;

use std::sync::Arc;

use actix_web::web::Data;
use clients::LecturesClient;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::{Definition, Routes};

use crate::{entree::lien::sceau::Sceau, fichiers::Fichiers};

pub use crate::config::Config;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// What the other services are told.
const ANNONCES: [::events::annuaires::Annonce; 6] = [
    dossier::participant::annonce::PERSONNES,
    dossier::situation::annonce::RSA,
    entree::candidature::annonce::ECHEANCES,
    entree::candidature::annonce::ECHEANCES_DE_PERSONNES,
    entree::candidature::suivi::SUIVIS_DE_PERSONNES,
    entree::diagnostic::annonce::NIVEAUX,
];

/// The service, ready to be started.
#[must_use]
pub fn service() -> Definition {
    Definition {
        service: Service::Participants,
        description: "Participants, candidatures, diagnostics, éligibilité, commissions et contrats d'engagement.",
        migrations: || MIGRATIONS,
        routes,
        attach: Arc::new(|context, config| {
            config
                .app_data(Data::new(LecturesClient::new(context)))
                .app_data(Data::new(Fichiers::ouvrir(&context.config.files, &context.clock)))
                .app_data(Data::new(Sceau::new(context.config.service_secret.reveal())));
        }),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::messages::suivre(context);
            ::events::subscribe(context, events::subscriptions());
            rounds::indexation::suivre(context);
            rounds::conservation::suivre(context);
            rounds::redites::suivre(context);
            rounds::seances::suivre(context);
            runtime::travaux::suivre(context, rounds::imports::executer);
        }),
    }
}

/// Every operation: routing one documents it.
fn routes(routes: &mut Routes) {
    dossier::routes(routes);
    droits::routes(routes);
    entree::routes(routes);
    instances::routes(routes);
    reprise::routes(routes);
    routes.service(::events::feed(Service::Participants).annoncant(&ANNONCES));
}
