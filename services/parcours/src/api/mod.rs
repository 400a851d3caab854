//! The operations of parcours, one a file.

mod capacites;
mod etapes;
mod parcours;
mod sorties;

use kernel::Service;
use runtime::Routes;

/// Registers every operation: routing one documents it.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(etapes::lister::handler)
        .service(parcours::file_active::handler)
        .service(parcours::lister::handler)
        .service(etapes::voir::handler)
        .service(etapes::accepter::handler)
        .service(etapes::ajouter_bilan::handler)
        .service(etapes::demarrer::handler)
        .service(etapes::terminer::handler)
        .service(etapes::rompre::handler)
        .service(parcours::voir::handler)
        .service(parcours::accompagnement::handler)
        .service(capacites::fixer::handler)
        .service(etapes::positionner::handler)
        .service(sorties::declarer::handler)
        .service(parcours::suspendre::handler)
        .service(sorties::confirmer::handler)
        .service(sorties::decider::handler)
        .service(sorties::justifier::handler)
        .service(sorties::rompre::handler)
        .service(runtime::lectures::lectures(Service::Parcours))
        .service(::events::feed(Service::Parcours));
}
