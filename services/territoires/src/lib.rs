//! territoires: tenancy, the territories' rules, the directory, accounts and tokens.

mod api;
mod app;
mod coffre;
mod config;
mod domain;
mod store;
mod trousseau;

use std::sync::Arc;

use actix_web::web::Data;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::{Definition, Routes};

pub use coffre::Coffre;
pub use config::Config;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service, ready to be started.
#[must_use]
pub fn service(config: Config) -> Definition {
    let coffre = Coffre::new(config.master_key.reveal());
    let state = app::Etat::new(coffre);
    Definition {
        service: Service::Territoires,
        description: "Territoires, référentiels, annuaire, comptes et jetons.",
        migrations: || MIGRATIONS,
        routes,
        attach: {
            let state = state.clone();
            Arc::new(move |_, actix| {
                actix.app_data(Data::new(state.clone()));
            })
        },
        background: Arc::new(move |context, committed| {
            ::events::relay(context, committed);
            app::demarrage::lancer(context, state.clone(), config.clone());
        }),
    }
}

fn routes(routes: &mut Routes) {
    api::routes(routes);
}
