//! Contrats d'engagement: the last required signature engages.

use kernel::Id;
use participants_api::{Contrat, ContratDto, EtatCandidature, NouveauContrat, Signature};
use problem::{Problem, Slug};
use referentiel::regles::contrat::signatures_manquantes;
use store::{Tx, referentiels};

use super::{candidatures::avancer, reevaluer_entree};
use crate::{
    domain::candidature::Commande,
    store::{self as rows, contrats::Acte},
};

/// Prepares the contract of a validated candidature.
pub(crate) async fn preparer(tx: &mut Tx, nouveau: NouveauContrat) -> Result<ContratDto, Problem> {
    let dossier = rows::candidatures::verrouiller(tx, nouveau.candidature).await?;
    if dossier.etat != EtatCandidature::Validee {
        return Err(Problem::new(
            Slug::TransitionInterdite,
            "Le contrat suit une décision favorable de la commission.",
        ));
    }
    let id = rows::contrats::ajouter(tx, dossier.id, dossier.participant).await?;
    voir(tx, id).await
}

/// Adds a signature.
pub(crate) async fn signer(tx: &mut Tx, id: Id<Contrat>, signature: Signature) -> Result<ContratDto, Problem> {
    let acte = rows::contrats::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    if signature.signe_le > tx.today() {
        return Err(Problem::field("/signe_le", "futur", "une signature n'est pas donnée dans le futur"));
    }
    if acte.engage_le.is_some() {
        return Err(Problem::new(Slug::TransitionInterdite, "Le contrat porte déjà toutes ses signatures."));
    }
    rows::contrats::signer(tx, id, signature).await?;
    let contrat = voir(tx, id).await?;
    if contrat.manquantes.is_empty() {
        engager(tx, &contrat).await?;
    }
    voir(tx, id).await
}

async fn engager(tx: &mut Tx, contrat: &ContratDto) -> Result<(), Problem> {
    let Some(last) = contrat.signatures.iter().map(|one| one.signe_le).max() else { return Ok(()) };
    rows::contrats::engager(tx, contrat.id, last).await?;
    let mut dossier = avancer(tx, contrat.candidature, Commande::Contractualiser).await?;
    rows::candidatures::enregistrer(tx, &dossier).await?;
    reevaluer_entree(tx, &mut dossier).await
}

/// A contract with what is missing on it, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: Id<Contrat>) -> Result<ContratDto, Problem> {
    let acte: Acte = rows::contrats::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let dossier = rows::candidatures::voir(tx, acte.candidature).await?.ok_or_else(Problem::not_found)?;
    let referentiel = referentiels::en_vigueur(tx, dossier.decidee_le.unwrap_or(dossier.deposee_le)).await?;
    let signed: Vec<_> = acte.signatures.iter().map(|one| one.signataire).collect();
    let verdict = signatures_manquantes(&referentiel, &signed);
    Ok(ContratDto {
        id,
        candidature: acte.candidature,
        participant: acte.participant,
        signatures: acte.signatures,
        manquantes: verdict.conclusion,
        engage_le: acte.engage_le,
        raison: verdict.raison,
    })
}
