//! participants: persons, candidatures, diagnosis, eligibility, commissions and contracts: everything
//! up to the entry in the PLIE.

mod annuaire;
mod api;
mod app;
mod conservation;
mod domain;
mod events;
mod fichiers;
mod imports;
mod indexation;
mod lectures;
mod liens;
mod pages;
mod store;

use std::sync::Arc;

use actix_web::web::Data;
use clients::{LecturesClient, TerritoiresClient};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use fichiers::Fichiers;
use kernel::Service;
use liens::Sceau;
use runtime::Definition;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service, ready to be started.
#[must_use]
pub fn service() -> Definition {
    Definition {
        service: Service::Participants,
        description: "Participants, candidatures, diagnostics, éligibilité, commissions et contrats d'engagement.",
        migrations: || MIGRATIONS,
        routes: api::routes,
        attach: Arc::new(|context, config| {
            config
                .app_data(Data::new(LecturesClient::new(context)))
                .app_data(Data::new(TerritoiresClient::new(context)))
                .app_data(Data::new(Fichiers::ouvrir(&context.config.files, &context.clock)))
                .app_data(Data::new(Sceau::new(context.config.service_secret.reveal())));
        }),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
            indexation::suivre(context);
            conservation::suivre(context);
            runtime::travaux::suivre(context, imports::executer);
        }),
    }
}
