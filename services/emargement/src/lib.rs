//! emargement: the agenda, presences and signatures, their sealed ledger, and the time sheets composed
//! from them.

mod agenda;
mod events;
mod registre;
mod rounds;
mod schema;
mod temps;

use std::sync::Arc;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::{Definition, Routes};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service, ready to be started.
#[must_use]
pub fn service() -> Definition {
    Definition {
        service: Service::Emargement,
        description: "Agenda, émargements, registre scellé et feuilles de temps.",
        migrations: || MIGRATIONS,
        routes,
        attach: Arc::new(|_, _| {}),
        background: Arc::new(|context, committed| {
            ::events::relay(context, committed);
            ::events::subscribe(context, events::subscriptions());
            rounds::racines::suivre(context);
            rounds::feuilles::suivre(context);
        }),
    }
}

/// Every operation: routing one documents it.
fn routes(routes: &mut Routes) {
    agenda::routes(routes);
    registre::routes(routes);
    temps::routes(routes);
    routes.service(runtime::lectures::lectures(Service::Emargement));
    routes.service(::events::feed(Service::Emargement));
}
