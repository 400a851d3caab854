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
        .service(activites::creer::handler)
        .service(conges::creer::handler)
        .service(feuilles::composer::handler)
        .service(registre::lire::handler)
        .service(registre::verifier::handler)
        .service(registre::racines::handler)
        .service(rendez_vous::creer::handler)
        .service(rendez_vous::lister::handler)
        .service(feuilles::voir::handler)
        .service(feuilles::expliquer::handler)
        .service(feuilles::rouvrir::handler)
        .service(feuilles::signer::handler)
        .service(rendez_vous::voir::handler)
        .service(rendez_vous::absenter::handler)
        .service(rendez_vous::annuler::handler)
        .service(rendez_vous::terminer::handler)
        .service(rendez_vous::emarger::handler)
        .service(runtime::lectures::lectures(Service::Emargement))
        .service(::events::feed(Service::Emargement));
}
