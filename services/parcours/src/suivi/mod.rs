//! What accompanies a parcours beside its étapes: the plan of action, how its freins move, exchanges with partners, démarches,
//! needs of which the animation team is told, who else is around and what they may be told.

pub(crate) mod action;
pub(crate) mod besoin;
pub(crate) mod demarche;
pub(crate) mod intervenant;
pub(crate) mod liaison;
pub(crate) mod niveau;
pub(crate) mod partage;
pub(crate) mod plan;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(plan::api::voir::plan_view)
        .service(action::api::voir::action_view)
        .service(action::api::lister_historique::action_historique_list)
        .service(action::api::modifier::action_update)
        .service(action::api::avancer::action_advance)
        .service(action::api::prevoir::action_create)
        .service(niveau::api::constater::niveau_create)
        .service(liaison::api::lister::liaison_list)
        .service(liaison::api::lister_partagees::liaison_shared_list)
        .service(liaison::api::voir::liaison_view)
        .service(liaison::api::noter::liaison_create)
        .service(liaison::api::tenir::liaison_hold)
        .service(liaison::api::annuler::liaison_cancel)
        .service(demarche::api::lister::demarche_list)
        .service(demarche::api::noter::demarche_create)
        .service(demarche::api::conclure::demarche_conclude)
        .service(besoin::api::lister::besoin_list)
        .service(besoin::api::signaler::besoin_create)
        .service(besoin::api::conclure::besoin_conclude)
        .service(intervenant::api::lister::intervenant_list)
        .service(intervenant::api::voir::intervenant_view)
        .service(intervenant::api::lister_historique::intervenant_historique_list)
        .service(intervenant::api::modifier::intervenant_update)
        .service(intervenant::api::ajouter::intervenant_create)
        .service(partage::api::voir::intervenant_partage_view);
}
