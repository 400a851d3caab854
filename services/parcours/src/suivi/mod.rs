//! What accompanies a parcours beside its étapes: the plan of action, and how its freins move.

pub(crate) mod action;
pub(crate) mod niveau;
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
        .service(niveau::api::constater::niveau_create);
}
