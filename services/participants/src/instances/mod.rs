//! The commission of entries and the other instances: their sessions, their decisions, their papers and what partners read of
//! them.

pub(crate) mod commission;
pub(crate) mod contexte;
pub(crate) mod demande;
pub(crate) mod document;
pub(crate) mod extrait;
pub(crate) mod plan;
pub(crate) mod secret;
pub(crate) mod suivi;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(commission::api::annuler::commission_cancel)
        .service(commission::api::convoquer::commission_convene)
        .service(commission::api::corriger::commission_correct)
        .service(commission::api::corriger_entree::entree_correct)
        .service(commission::api::proposer::commission_propose)
        .service(commission::api::deplacer::commission_move)
        .service(commission::api::deporter::commission_recuse)
        .service(commission::api::appeler::commission_members)
        .service(commission::api::planifier::commission_plan)
        .service(commission::api::prevoir::commission_create)
        .service(commission::api::lister::commission_list)
        .service(commission::api::voir::commission_view)
        .service(commission::api::clore::commission_close)
        .service(commission::api::decider::commission_decide)
        .service(commission::api::inscrire::commission_enroll)
        .service(commission::api::retirer::candidature_no_entry)
        .service(contexte::api::voir::participant_contexte)
        .service(demande::api::corriger::demande_correct)
        .service(demande::api::decider::demande_decide)
        .service(demande::api::deporter::demande_recuse)
        .service(demande::api::inscrire::demande_enroll)
        .service(demande::api::proposer::demande_propose)
        .service(demande::api::retenir::action_collective_retain)
        .service(document::api::imprimer::document_print)
        .service(document::api::envoyer::document_send)
        .service(document::api::lister::document_list)
        .service(secret::api::signer::secret_sign)
        .service(secret::api::voir::secret_view)
        .service(extrait::api::imprimer::extrait_print)
        .service(extrait::api::lister::extrait_list)
        .service(extrait::api::voir::extrait_view)
        .service(plan::api::convenir::instance_action_create)
        .service(plan::api::lister::instance_action_list)
        .service(plan::api::suivre::instance_action_follow)
        .service(suivi::api::deposer::suivi_upload)
        .service(suivi::api::laisser::suivi_contact)
        .service(suivi::api::voir::suivi_view);
}
