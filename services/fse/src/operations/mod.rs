//! Projects that Europe pays, and the staff whose time they claim.

pub(crate) mod agent;
pub(crate) mod operation;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(agent::api::affecter::operation_agent_set)
        .service(operation::api::ouvrir::operation_create)
        .service(operation::api::modifier::operation_update)
        .service(operation::api::lister::operation_list)
        .service(operation::api::lister_historique::operation_historique_list)
        .service(operation::api::voir::operation_view);
}
