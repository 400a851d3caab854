//! The operations of emargement, one a file.

mod activites;
mod conges;
mod feuilles;
mod registre;
mod rendez_vous;

use kernel::Service;
use runtime::Routes;

/// Registers every operation: routing one documents it.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(activites::creer::activite_create)
        .service(conges::creer::conge_create)
        .service(feuilles::composer::feuille_create)
        .service(registre::lire::registre_list)
        .service(registre::verifier::registre_verify)
        .service(registre::racines::registre_racine_list)
        .service(rendez_vous::creer::rendez_vous_create)
        .service(rendez_vous::lister::rendez_vous_list)
        .service(feuilles::voir::feuille_view)
        .service(feuilles::expliquer::feuille_explain)
        .service(feuilles::rouvrir::feuille_reopen)
        .service(feuilles::signer::feuille_sign)
        .service(rendez_vous::voir::rendez_vous_view)
        .service(rendez_vous::absenter::absence_create)
        .service(rendez_vous::annuler::rendez_vous_cancel)
        .service(rendez_vous::terminer::rendez_vous_close)
        .service(rendez_vous::emarger::emargement_create)
        .service(runtime::lectures::lectures(Service::Emargement))
        .service(::events::feed(Service::Emargement));
}
