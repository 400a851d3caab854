//! Exits, their proof and the months that they hold.

pub(crate) mod fin;
pub(crate) mod sortie;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(fin::api::clore::parcours_end)
        .service(fin::api::corriger::fin_correct)
        .service(fin::api::retirer::fin_withdraw)
        .service(fin::api::lister_historique::fin_historique_list)
        .service(sortie::api::lister::sortie_list)
        .service(sortie::api::voir::sortie_view)
        .service(sortie::api::lister_historique::sortie_historique_list)
        .service(sortie::api::declarer::sortie_create)
        .service(sortie::api::confirmer::sortie_confirm)
        .service(sortie::api::decider::sortie_decide)
        .service(sortie::api::justifier::sortie_prove)
        .service(sortie::api::titrer::sortie_qualify)
        .service(sortie::api::rompre::sortie_break)
        .service(sortie::api::abandonner::sortie_abandon)
        .service(sortie::api::accorder::sortie_agree)
        .service(sortie::api::prolonger::sortie_contrat_create)
        .service(sortie::api::appeler::sortie_appel_create)
        .service(sortie::api::corriger::sortie_correct)
        .service(sortie::api::lister_suivis::suivi_sortie_list);
}
