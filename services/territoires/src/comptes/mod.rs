//! Accounts: who has one, what they may do, how they prove who they are.

pub(crate) mod compte;
pub(crate) mod moi;
pub(crate) mod second_facteur;
pub(crate) mod utilisateur;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(moi::api::voir::moi_view)
        .service(second_facteur::api::preparer::second_facteur_create)
        .service(second_facteur::api::activer::second_facteur_activate)
        .service(utilisateur::api::ajouter::utilisateur_create)
        .service(utilisateur::api::lister::utilisateur_list)
        .service(utilisateur::api::voir::utilisateur_view)
        .service(utilisateur::api::habiliter::habilitation_create)
        .service(utilisateur::api::cloturer::habilitation_end);
}
