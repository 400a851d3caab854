//! The operations of fse, one a file.

mod bilans;
mod operations;
mod participations;

use runtime::Routes;

/// Registers every operation: routing one documents it.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(operations::creer::handler)
        .service(operations::lister::handler)
        .service(operations::voir::handler)
        .service(operations::affecter_agent::handler)
        .service(bilans::voir::handler)
        .service(bilans::exporter::handler)
        .service(participations::creer::handler)
        .service(participations::lister::handler)
        .service(participations::voir::handler)
        .service(participations::repondre_entree::handler)
        .service(participations::repondre_sortie::handler)
        .service(runtime::lectures::lectures("fse"))
        .service(::events::feed("fse"));
}
