//! The operations of participants, one a file.

mod adresses;
mod candidatures;
mod commissions;
mod contrats;
mod correspondances;
mod documents;
mod droits;
mod eligibilite;
mod filtres;
mod imports;
mod liens;
mod participants;
mod pieces;
mod situations;
mod suivi;
mod travaux;

use kernel::Service;
use runtime::Routes;

/// Registers every operation: routing one documents it.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(imports::abandonner::import_abandon)
        .service(imports::champs::import_field_list)
        .service(imports::corriger::import_line_correct)
        .service(imports::decider::import_line_decide)
        .service(imports::envoyer::import_upload)
        .service(imports::integrer::import_integrate)
        .service(imports::lignes::import_line_list)
        .service(imports::lister::import_list)
        .service(imports::ouvrir::import_create)
        .service(imports::rejets::import_rejects)
        .service(imports::reprendre::import_retry)
        .service(imports::voir::import_view)
        .service(correspondances::creer::correspondance_create)
        .service(correspondances::lister::correspondance_list)
        .service(correspondances::modifier::correspondance_update)
        .service(travaux::annuler::travail_cancel)
        .service(travaux::voir::travail_view)
        .service(droits::effacer::participant_erase)
        .service(droits::annonces::conservation_list)
        .service(droits::conserver::conservation_view)
        .service(droits::obliger::obligation_create)
        .service(droits::exporter::participant_export)
        .service(droits::lever::participant_unrestrict)
        .service(droits::limiter::participant_restrict)
        .service(droits::retirer::consentement_withdraw)
        .service(droits::lister::consentement_list)
        .service(droits::consentir::consentement_create)
        .service(filtres::oublier::filtre_forget)
        .service(filtres::executer::filtre_run)
        .service(filtres::lister::filtre_list)
        .service(filtres::garder::filtre_create)
        .service(participants::separer::participant_unmerge)
        .service(participants::fusionner::participant_merge)
        .service(participants::doublons::participant_duplicates)
        .service(suivi::deposer::suivi_upload)
        .service(suivi::coordonnees::suivi_contact)
        .service(suivi::voir::suivi_view)
        .service(documents::ouvrir::document_print)
        .service(contrats::imprimer::contrat_print)
        .service(contrats::lister::contrat_list)
        .service(candidatures::imprimer_diagnostic::diagnostic_print)
        .service(contrats::terminer::contrat_end)
        .service(contrats::renouveler::contrat_renew)
        .service(contrats::coder::contrat_code)
        .service(documents::envoyer::document_send)
        .service(documents::lister::document_list)
        .service(commissions::convoquer::commission_convene)
        .service(commissions::corriger::commission_correct)
        .service(commissions::proposer::commission_propose)
        .service(commissions::deporter::commission_recuse)
        .service(commissions::appeler::commission_members)
        .service(commissions::planifier::commission_plan)
        .service(liens::revoquer::lien_revoke)
        .service(liens::lister::lien_list)
        .service(liens::creer::lien_create)
        .service(candidatures::contacter::candidature_contact)
        .service(candidatures::actualiser_diagnostic::diagnostic_update)
        .service(eligibilite::voir_fse::eligibilite_fse_view)
        .service(pieces::suivre::piece_follow)
        .service(participants::dossier::participant_dossier)
        .service(adresses::corriger::adresse_correct)
        .service(adresses::lister::adresse_list)
        .service(adresses::ajouter::adresse_create)
        .service(situations::corriger::situation_correct)
        .service(candidatures::deposer::candidature_create)
        .service(candidatures::lister::candidature_list)
        .service(candidatures::suivre::candidature_follow)
        .service(commissions::creer::commission_create)
        .service(commissions::lister::commission_list)
        .service(contrats::creer::contrat_create)
        .service(participants::creer::participant_create)
        .service(participants::lister::participant_list)
        .service(participants::chercher::participant_search)
        .service(candidatures::voir::candidature_view)
        .service(candidatures::affecter::candidature_assign)
        .service(candidatures::diagnostiquer::diagnostic_create)
        .service(candidatures::lire_diagnostic::diagnostic_view)
        .service(candidatures::ne_pas_entrer::candidature_no_entry)
        .service(commissions::voir::commission_view)
        .service(commissions::clore::commission_close)
        .service(commissions::decider::commission_decide)
        .service(commissions::inscrire::commission_enroll)
        .service(contrats::voir::contrat_view)
        .service(contrats::signer::contrat_sign)
        .service(participants::modifier::participant_update)
        .service(participants::voir::participant_view)
        .service(eligibilite::voir::eligibilite_view)
        .service(participants::lectures::participant_reads)
        .service(pieces::ajouter::piece_create)
        .service(pieces::deposer::piece_upload)
        .service(pieces::ouvrir::piece_open)
        .service(pieces::lister::piece_list)
        .service(situations::ajouter::situation_create)
        .service(situations::lister::situation_list)
        .service(::events::feed(Service::Participants));
}
