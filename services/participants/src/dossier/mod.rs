//! The file of a person: identity, addresses, situations, pièces, consents and restriction, search.

pub(crate) mod adresse;
pub(crate) mod cle;
pub(crate) mod consentement;
pub(crate) mod engagement;
pub(crate) mod fait;
pub(crate) mod filtre;
pub(crate) mod instantane;
pub(crate) mod limitation;
pub(crate) mod participant;
pub(crate) mod piece;
pub(crate) mod recherche;
pub(crate) mod registre_droits;
pub(crate) mod situation;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(adresse::api::corriger::adresse_correct)
        .service(adresse::api::lister::adresse_list)
        .service(adresse::api::lister_historique::adresse_historique_list)
        .service(adresse::api::ajouter::adresse_create)
        .service(consentement::api::retirer::consentement_withdraw)
        .service(consentement::api::lister::consentement_list)
        .service(consentement::api::consentir::consentement_create)
        .service(engagement::api::ajouter::engagement_create)
        .service(engagement::api::lister::engagement_list)
        .service(engagement::api::lister_historique::engagement_historique_list)
        .service(engagement::api::modifier::engagement_update)
        .service(engagement::api::voir::engagement_view)
        .service(filtre::api::oublier::filtre_forget)
        .service(filtre::api::executer::filtre_run)
        .service(filtre::api::lister::filtre_list)
        .service(filtre::api::garder::filtre_create)
        .service(instantane::api::voir::participant_dossier)
        .service(limitation::api::lever::participant_unrestrict)
        .service(limitation::api::limiter::participant_restrict)
        .service(participant::api::ouvrir::participant_create)
        .service(participant::api::lister::participant_list)
        .service(participant::api::lister_historique::participant_historique_list)
        .service(participant::api::modifier::participant_update)
        .service(participant::api::nommer::participant_name)
        .service(participant::api::voir::participant_view)
        .service(piece::api::suivre::piece_follow)
        .service(piece::api::ajouter::piece_create)
        .service(piece::api::deposer::piece_upload)
        .service(piece::api::telecharger::piece_open)
        .service(piece::api::lister::piece_list)
        .service(recherche::api::chercher::participant_search)
        .service(situation::api::corriger::situation_correct)
        .service(situation::api::ajouter::situation_create)
        .service(situation::api::lister::situation_list)
        .service(situation::api::lister_historique::situation_historique_list);
}
