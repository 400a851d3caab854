//! What the person does on the way: insertion companies, training, immersions.

pub(crate) mod accord;
pub(crate) mod etape;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(etape::api::lister::etape_list)
        .service(etape::api::voir::etape_view)
        .service(etape::api::lister_historique::etape_historique_list)
        .service(etape::api::modifier::etape_update)
        .service(etape::api::accepter::etape_accept)
        .service(etape::api::ajouter_bilan::bilan_tripartite_create)
        .service(etape::api::corriger::etape_correct)
        .service(etape::api::demarrer::etape_start)
        .service(etape::api::terminer::etape_end)
        .service(etape::api::rompre::etape_break)
        .service(etape::api::positionner::etape_create);
}
