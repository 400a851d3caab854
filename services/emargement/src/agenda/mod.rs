//! Appointments, who came, who signed, what was said.

pub(crate) mod compte_rendu;
pub(crate) mod feuille_emargement;
pub(crate) mod mois;
pub(crate) mod presence;
pub(crate) mod pris;
pub(crate) mod rendez_vous;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(rendez_vous::api::prevoir::rendez_vous_create)
        .service(rendez_vous::api::lister::rendez_vous_list)
        .service(rendez_vous::api::voir::rendez_vous_view)
        .service(rendez_vous::api::lister_historique::rendez_vous_historique_list)
        .service(rendez_vous::api::prouver::rendez_vous_prove)
        .service(feuille_emargement::api::imprimer::feuille_emargement_print)
        .service(rendez_vous::api::modifier::rendez_vous_update)
        .service(rendez_vous::api::absenter::absence_create)
        .service(rendez_vous::api::annuler::rendez_vous_cancel)
        .service(rendez_vous::api::terminer::rendez_vous_close)
        .service(rendez_vous::api::emarger::emargement_create)
        .service(compte_rendu::api::commencer::compte_rendu_create)
        .service(compte_rendu::api::lister::compte_rendu_list)
        .service(compte_rendu::api::lister_attendus::compte_rendu_due_list)
        .service(compte_rendu::api::voir::compte_rendu_view)
        .service(compte_rendu::api::lister_versions::compte_rendu_version_list)
        .service(compte_rendu::api::lister_historique::compte_rendu_historique_list)
        .service(compte_rendu::api::modifier::compte_rendu_update)
        .service(compte_rendu::api::valider::compte_rendu_validate)
        .service(compte_rendu::api::abandonner::compte_rendu_abandon)
        .service(compte_rendu::api::corriger::compte_rendu_correct);
}
