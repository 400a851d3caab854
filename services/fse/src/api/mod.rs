//! The operations of fse, one a file.

mod bilans;
mod operations;
mod participations;

use kernel::Service;
use runtime::Routes;

/// Registers every operation: routing one documents it.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(operations::creer::operation_create)
        .service(operations::lister::operation_list)
        .service(operations::voir::operation_view)
        .service(operations::affecter_agent::operation_agent_set)
        .service(bilans::voir::bilan_view)
        .service(bilans::exporter::bilan_export)
        .service(participations::creer::participation_create)
        .service(participations::lister::participation_list)
        .service(participations::voir::participation_view)
        .service(participations::repondre_entree::questionnaire_entree_create)
        .service(participations::repondre_sortie::questionnaire_sortie_create)
        .service(runtime::lectures::lectures(Service::Fse))
        .service(::events::feed(Service::Fse));
}
