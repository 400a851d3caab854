//! What is taken over: tables of a former program, and two files that are those of one person.

pub(crate) mod correspondance;
pub(crate) mod doublon;
pub(crate) mod fusion;
pub(crate) mod import;
pub(crate) mod travail;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(correspondance::api::garder::correspondance_create)
        .service(correspondance::api::lister::correspondance_list)
        .service(correspondance::api::lister_historique::correspondance_historique_list)
        .service(correspondance::api::modifier::correspondance_update)
        .service(doublon::api::proposer::participant_duplicates)
        .service(fusion::api::separer::participant_unmerge)
        .service(fusion::api::fusionner::participant_merge)
        .service(import::api::abandonner::import_abandon)
        .service(import::api::lister_champs::import_field_list)
        .service(import::api::corriger::import_line_correct)
        .service(import::api::decider::import_line_decide)
        .service(import::api::envoyer::import_upload)
        .service(import::api::integrer::import_integrate)
        .service(import::api::lister_lignes::import_line_list)
        .service(import::api::lister::import_list)
        .service(import::api::ouvrir::import_create)
        .service(import::api::rejets::import_rejects)
        .service(import::api::reprendre::import_retry)
        .service(import::api::voir::import_view)
        .service(travail::api::annuler::travail_cancel)
        .service(travail::api::voir::travail_view);
}
