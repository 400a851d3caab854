//! territoires: tenancy, the territories' rules, the directory, accounts and tokens.

mod coffre;
mod comptes;
mod config;
mod courrier;
mod etat;
mod freins;
mod jetons;
mod rounds;
mod schema;
mod secrets;
mod territoires;
mod visiteur;

use std::sync::{Arc, OnceLock};

use ::events::annuaires::Annonce;
use actix_web::web::Data;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use kernel::Service;
use runtime::{Definition, Routes};

use crate::{courrier::Courrier, freins::Freins};

pub use crate::coffre::Coffre;
pub use crate::config::Config;

/// What the other services are told.
const ANNONCES: [Annonce; 3] = [
    comptes::utilisateur::annonce::UTILISATEURS,
    territoires::structure::annonce::STRUCTURES,
    territoires::en_tete::annonce::EN_TETES,
];

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service, ready to be started.
#[must_use]
pub fn service(config: Config) -> Definition {
    let coffre = Coffre::new(config.master_key.reveal());
    let state = etat::Etat::new(coffre);
    Definition {
        service: Service::Territoires,
        description: "Territoires, référentiels, annuaire, comptes et jetons.",
        migrations: || MIGRATIONS,
        routes,
        attach: {
            // Each thread that serves asks for it: they count together.
            let (state, freins) = (state.clone(), OnceLock::new());
            Arc::new(move |context, actix| {
                let freins = freins.get_or_init(|| Freins::new(context)).clone();
                actix
                    .app_data(Data::new(state.clone()))
                    .app_data(Data::new(freins))
                    .app_data(Data::new(Courrier::new(&context.config.messages)));
            })
        },
        background: Arc::new(move |context, committed| {
            ::events::relay(context, committed);
            ::messages::suivre(context);
            rounds::sessions::suivre(context);
            rounds::demarrage::lancer(context, state.clone(), config.clone());
        }),
    }
}

fn routes(routes: &mut Routes) {
    comptes::routes(routes);
    jetons::routes(routes);
    jetons::interne::routes(routes);
    territoires::routes(routes);
    routes.service(::events::feed(Service::Territoires).annoncant(&ANNONCES));
}
