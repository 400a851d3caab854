//! Time of the staff: activities, leave, the monthly sheet.

pub(crate) mod activite;
pub(crate) mod conge;
pub(crate) mod feuille;
pub(crate) mod portee;
pub(crate) mod retrait;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(activite::api::ajouter::activite_create)
        .service(activite::api::lister::activite_list)
        .service(activite::api::retirer::activite_withdraw)
        .service(conge::api::ajouter::conge_create)
        .service(conge::api::lister::conge_list)
        .service(conge::api::retirer::conge_withdraw)
        .service(feuille::api::composer::feuille_create)
        .service(feuille::api::lister::feuille_list)
        .service(feuille::api::voir::feuille_view)
        .service(feuille::api::lister_versions::feuille_versions_list)
        .service(feuille::api::prouver::feuille_prove)
        .service(feuille::api::expliquer::feuille_explain)
        .service(feuille::api::rouvrir::feuille_reopen)
        .service(feuille::api::signer::feuille_sign);
}
