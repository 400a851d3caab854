//! parcours: what happens from the entry to the confirmed exit.

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
        service: Service::Parcours,
        description: "Parcours, étapes, bilans tripartites, sorties et file active.",
        migrations: || MIGRATIONS,
        routes: api::routes,
        attach: Arc::new(|_, _| {}),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
        }),
    }
}
