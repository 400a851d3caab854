//! The territories, their rules, their letterhead and their directory of structures.

pub(crate) mod en_tete;
pub(crate) mod referentiel;
pub(crate) mod structure;
pub(crate) mod territoire;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(en_tete::api::lister_historique::en_tete_historique_list)
        .service(en_tete::api::modifier::en_tete_update)
        .service(en_tete::api::voir::en_tete_view)
        .service(referentiel::api::publier::referentiel_create)
        .service(referentiel::api::lister::referentiel_list)
        .service(referentiel::api::lister_livres::referentiel_shipped_list)
        .service(referentiel::api::voir::referentiel_view)
        .service(structure::api::ajouter::structure_create)
        .service(structure::api::lister::structure_list)
        .service(structure::api::lister_historique::structure_historique_list)
        .service(structure::api::modifier::structure_update)
        .service(structure::api::voir::structure_view)
        .service(territoire::api::creer::territoire_create)
        .service(territoire::api::lister::territoire_list);
}
