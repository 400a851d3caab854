//! The operations of territoires, one a file.

mod cles;
mod clients;
mod interne;
mod jetons;
mod moi;
mod referentiels;
mod structures;
mod territoires;
mod utilisateurs;

use kernel::Service;
use runtime::Routes;

/// Registers every operation: routing one documents it.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(jetons::demander::handler)
        .service(jetons::revoquer::handler)
        .service(moi::voir::handler)
        .service(moi::sessions::lister)
        .service(moi::sessions::fermer)
        .service(moi::second_facteur::preparer)
        .service(moi::second_facteur::activer)
        .service(cles::tourner::handler)
        .service(territoires::creer::handler)
        .service(territoires::lister::handler)
        .service(utilisateurs::creer::handler)
        .service(utilisateurs::lister::handler)
        .service(utilisateurs::voir::handler)
        .service(utilisateurs::habiliter::handler)
        .service(utilisateurs::cloturer::handler)
        .service(structures::creer::handler)
        .service(structures::lister::handler)
        .service(clients::creer::handler)
        .service(clients::lister::handler)
        .service(clients::revoquer::handler)
        .service(referentiels::publier::handler)
        .service(referentiels::lister::handler)
        .service(referentiels::en_vigueur::handler)
        .service(::events::feed(Service::Territoires));
    interne::routes(routes);
}
