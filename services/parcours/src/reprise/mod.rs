//! What is taken over: the parcours of a former program, by a table of their facts, and the month on which both are compared.

pub(crate) mod comparaison;
pub(crate) mod correspondance;
pub(crate) mod import;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(comparaison::api::comparer::import_parcours_compare)
        .service(correspondance::api::garder::correspondance_parcours_create)
        .service(correspondance::api::lister::correspondance_parcours_list)
        .service(import::api::abandonner::import_parcours_abandon)
        .service(import::api::corriger::import_parcours_line_correct)
        .service(import::api::decider::import_parcours_line_decide)
        .service(import::api::envoyer::import_parcours_upload)
        .service(import::api::integrer::import_parcours_integrate)
        .service(import::api::lister::import_parcours_list)
        .service(import::api::lister_lignes::import_parcours_line_list)
        .service(import::api::ouvrir::import_parcours_create)
        .service(import::api::rejets::import_parcours_rejects)
        .service(import::api::reprendre::import_parcours_retry)
        .service(import::api::voir::import_parcours_view);
}
