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
        .service(jetons::demander::jeton_create)
        .service(jetons::revoquer::jeton_revoke)
        .service(moi::voir::moi_view)
        .service(moi::sessions::session_list)
        .service(moi::sessions::session_delete)
        .service(moi::second_facteur::second_facteur_create)
        .service(moi::second_facteur::second_facteur_activate)
        .service(cles::tourner::cle_rotate)
        .service(territoires::creer::territoire_create)
        .service(territoires::lister::territoire_list)
        .service(utilisateurs::creer::utilisateur_create)
        .service(utilisateurs::lister::utilisateur_list)
        .service(utilisateurs::voir::utilisateur_view)
        .service(utilisateurs::habiliter::habilitation_create)
        .service(utilisateurs::cloturer::habilitation_end)
        .service(structures::creer::structure_create)
        .service(structures::lister::structure_list)
        .service(clients::creer::client_create)
        .service(clients::lister::client_list)
        .service(clients::revoquer::client_delete)
        .service(referentiels::publier::referentiel_create)
        .service(referentiels::lister::referentiel_list)
        .service(referentiels::en_vigueur::referentiel_view)
        .service(::events::feed(Service::Territoires));
    interne::routes(routes);
}
