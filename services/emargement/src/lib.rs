//! emargement: the agenda, presences and signatures, their sealed ledger, and the time sheets composed
//! from them.

mod api;
mod app;
mod domain;
mod events;
mod store;

use std::sync::Arc;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::Definition;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service, ready to be started.
#[must_use]
pub fn service() -> Definition {
    Definition {
        service: Service::Emargement,
        description: "Agenda, émargements, registre scellé et feuilles de temps.",
        migrations: || MIGRATIONS,
        routes: api::routes,
        attach: Arc::new(|_, _| {}),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
            app::racines::lancer(context);
        }),
    }
}
