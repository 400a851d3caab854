//! Appointments, who came, who signed.

pub(crate) mod mois;
pub(crate) mod presence;
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
        .service(rendez_vous::api::modifier::rendez_vous_update)
        .service(rendez_vous::api::absenter::absence_create)
        .service(rendez_vous::api::annuler::rendez_vous_cancel)
        .service(rendez_vous::api::terminer::rendez_vous_close)
        .service(rendez_vous::api::emarger::emargement_create);
}
