//! Accounts: who has one, what they may do, how they prove who they are.

pub(crate) mod compte;
pub(crate) mod courriel;
pub(crate) mod demande;
pub(crate) mod invitation;
pub(crate) mod moi;
pub(crate) mod mot_de_passe;
pub(crate) mod second_facteur;
pub(crate) mod session;
pub(crate) mod utilisateur;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(courriel::api::changer::courriel_change)
        .service(courriel::api::confirmer::courriel_confirm)
        .service(invitation::api::accepter::invitation_accept)
        .service(invitation::api::rejoindre::invitation_join)
        .service(invitation::api::renvoyer::invitation_resend)
        .service(invitation::api::retirer::invitation_delete)
        .service(moi::api::fermer::moi_close)
        .service(moi::api::voir::moi_view)
        .service(mot_de_passe::api::changer::mot_de_passe_change)
        .service(mot_de_passe::api::oublier::mot_de_passe_forget)
        .service(mot_de_passe::api::reinitialiser::mot_de_passe_reset)
        .service(second_facteur::api::preparer::second_facteur_create)
        .service(second_facteur::api::activer::second_facteur_activate)
        .service(second_facteur::api::retirer::second_facteur_delete)
        .service(session::api::confirmer::session_confirm)
        .service(session::api::lister::session_list)
        .service(session::api::fermer::session_delete)
        .service(session::api::fermer_toutes::session_delete_others)
        .service(utilisateur::api::ajouter::utilisateur_create)
        .service(utilisateur::api::lister::utilisateur_list)
        .service(utilisateur::api::lister_historique::utilisateur_historique_list)
        .service(utilisateur::api::modifier::utilisateur_update)
        .service(utilisateur::api::voir::utilisateur_view)
        .service(utilisateur::api::fermer::utilisateur_close)
        .service(utilisateur::api::deconnecter::utilisateur_disconnect)
        .service(utilisateur::api::habiliter::habilitation_create)
        .service(utilisateur::api::cloturer::habilitation_end);
}
