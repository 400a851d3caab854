//! What a référent and a manager follow: the whole of a parcours, contacts and hours, the file active, the places that are
//! funded and how they are occupied, the presences of a month, the rates of exits, the portfolio and its handover.

pub(crate) mod accompagnement;
pub(crate) mod comparaison;
pub(crate) mod decision;
pub(crate) mod echeance;
pub(crate) mod fiche;
pub(crate) mod file_active;
pub(crate) mod grille;
pub(crate) mod occupation;
pub(crate) mod passation;
pub(crate) mod places;
pub(crate) mod portefeuille;
pub(crate) mod prolongation;
pub(crate) mod qualification;
pub(crate) mod reunion;
pub(crate) mod revue;
pub(crate) mod suspension;
pub(crate) mod taux;
pub(crate) mod vue;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(accompagnement::api::voir::accompagnement_view)
        .service(comparaison::api::comparer::grille_compare)
        .service(echeance::api::compter::echeance_digest)
        .service(echeance::api::essayer::echeance_try)
        .service(echeance::api::lister::echeance_list)
        .service(echeance::api::reporter::echeance_postpone)
        .service(fiche::api::imprimer::fiche_passation_print)
        .service(fiche::api::imprimer_portefeuille::portefeuille_print)
        .service(file_active::api::voir::file_active_view)
        .service(grille::api::exporter::grille_export)
        .service(grille::api::exporter_figee::grille_figee_export)
        .service(grille::api::imprimer::grille_figee_print)
        .service(grille::api::figer::grille_freeze)
        .service(grille::api::lister::grille_list)
        .service(grille::api::voir::grille_view)
        .service(grille::api::voir_figee::grille_figee_view)
        .service(occupation::api::voir::occupation_view)
        .service(passation::api::imprimer::passation_print)
        .service(passation::api::lister::passation_list)
        .service(passation::api::passer::passation_create)
        .service(places::api::convenir::convention_places_create)
        .service(places::api::lister::convention_places_list)
        .service(places::api::lister_historique::convention_places_historique_list)
        .service(places::api::modifier::convention_places_update)
        .service(places::api::voir::convention_places_view)
        .service(portefeuille::api::voir::portefeuille_view)
        .service(prolongation::api::prolonger::parcours_prolong)
        .service(qualification::api::lister::qualification_list)
        .service(qualification::api::qualifier::qualification_create)
        .service(reunion::api::reunir::parcours_merge)
        .service(revue::api::revoir::parcours_review)
        .service(suspension::api::corriger::suspension_correct)
        .service(suspension::api::lister::suspension_list)
        .service(suspension::api::lister_historique::suspension_historique_list)
        .service(suspension::api::reprendre::suspension_resume)
        .service(suspension::api::suspendre::suspension_create)
        .service(taux::api::lister::taux_sorties_personne_list)
        .service(taux::api::voir::taux_sorties_view)
        .service(vue::api::confier::parcours_assign)
        .service(vue::api::lister::parcours_list)
        .service(vue::api::voir::parcours_view);
}
