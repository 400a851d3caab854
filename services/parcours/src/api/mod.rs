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
        .service(etapes::lister::etape_list)
        .service(parcours::file_active::file_active_view)
        .service(parcours::lister::parcours_list)
        .service(etapes::voir::etape_view)
        .service(etapes::accepter::etape_accept)
        .service(etapes::ajouter_bilan::bilan_tripartite_create)
        .service(etapes::demarrer::etape_start)
        .service(etapes::terminer::etape_end)
        .service(etapes::rompre::etape_break)
        .service(parcours::voir::parcours_view)
        .service(parcours::accompagnement::accompagnement_view)
        .service(capacites::fixer::capacite_set)
        .service(etapes::positionner::etape_create)
        .service(sorties::declarer::sortie_create)
        .service(parcours::suspendre::suspension_create)
        .service(sorties::confirmer::sortie_confirm)
        .service(sorties::decider::sortie_decide)
        .service(sorties::justifier::sortie_prove)
        .service(sorties::rompre::sortie_break)
        .service(runtime::lectures::lectures(Service::Parcours))
        .service(::events::feed(Service::Parcours));
}
