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
        .service(imports::abandonner::handler)
        .service(imports::champs::handler)
        .service(imports::corriger::handler)
        .service(imports::decider::handler)
        .service(imports::envoyer::handler)
        .service(imports::integrer::handler)
        .service(imports::lignes::handler)
        .service(imports::lister::handler)
        .service(imports::ouvrir::handler)
        .service(imports::rejets::handler)
        .service(imports::reprendre::handler)
        .service(imports::voir::handler)
        .service(correspondances::creer::handler)
        .service(correspondances::lister::handler)
        .service(correspondances::modifier::handler)
        .service(travaux::annuler::handler)
        .service(travaux::voir::handler)
        .service(droits::effacer::handler)
        .service(droits::annonces::handler)
        .service(droits::conserver::handler)
        .service(droits::obliger::handler)
        .service(droits::exporter::handler)
        .service(droits::lever::handler)
        .service(droits::limiter::handler)
        .service(droits::retirer::handler)
        .service(droits::lister::handler)
        .service(droits::consentir::handler)
        .service(filtres::oublier::handler)
        .service(filtres::executer::handler)
        .service(filtres::lister::handler)
        .service(filtres::garder::handler)
        .service(participants::separer::handler)
        .service(participants::fusionner::handler)
        .service(participants::doublons::handler)
        .service(suivi::deposer::handler)
        .service(suivi::coordonnees::handler)
        .service(suivi::voir::handler)
        .service(documents::ouvrir::handler)
        .service(contrats::imprimer::handler)
        .service(contrats::lister::handler)
        .service(candidatures::imprimer_diagnostic::handler)
        .service(contrats::terminer::handler)
        .service(contrats::renouveler::handler)
        .service(contrats::coder::handler)
        .service(documents::envoyer::handler)
        .service(documents::lister::handler)
        .service(commissions::convoquer::handler)
        .service(commissions::corriger::handler)
        .service(commissions::proposer::handler)
        .service(commissions::deporter::handler)
        .service(commissions::appeler::handler)
        .service(commissions::planifier::handler)
        .service(liens::revoquer::handler)
        .service(liens::lister::handler)
        .service(liens::creer::handler)
        .service(candidatures::contacter::handler)
        .service(candidatures::actualiser_diagnostic::handler)
        .service(eligibilite::voir_fse::handler)
        .service(pieces::suivre::handler)
        .service(participants::dossier::handler)
        .service(adresses::corriger::handler)
        .service(adresses::lister::handler)
        .service(adresses::ajouter::handler)
        .service(situations::corriger::handler)
        .service(candidatures::deposer::handler)
        .service(candidatures::lister::handler)
        .service(candidatures::suivre::handler)
        .service(commissions::creer::handler)
        .service(commissions::lister::handler)
        .service(contrats::creer::handler)
        .service(participants::creer::handler)
        .service(participants::lister::handler)
        .service(participants::chercher::handler)
        .service(candidatures::voir::handler)
        .service(candidatures::affecter::handler)
        .service(candidatures::diagnostiquer::handler)
        .service(candidatures::lire_diagnostic::handler)
        .service(candidatures::ne_pas_entrer::handler)
        .service(commissions::voir::handler)
        .service(commissions::clore::handler)
        .service(commissions::decider::handler)
        .service(commissions::inscrire::handler)
        .service(contrats::voir::handler)
        .service(contrats::signer::handler)
        .service(participants::modifier::handler)
        .service(participants::voir::handler)
        .service(eligibilite::voir::handler)
        .service(participants::lectures::handler)
        .service(pieces::ajouter::handler)
        .service(pieces::deposer::handler)
        .service(pieces::ouvrir::handler)
        .service(pieces::lister::handler)
        .service(situations::ajouter::handler)
        .service(situations::lister::handler)
        .service(::events::feed(Service::Participants));
}
