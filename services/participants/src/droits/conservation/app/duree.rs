//! How long a file is kept, and why.

use kernel::ParticipantId;
use participants_api::{ConservationDto, Obligation};
use problem::Problem;
use referentiel::regles::conservation::{self, Faits};
use store::{Tx, referentiels};

use crate::{dossier::participant, droits::obligation};

/// Records what a funder obliges to keep.
pub(crate) async fn obliger(
    tx: &mut Tx,
    id: ParticipantId,
    obligation: Obligation,
) -> Result<ConservationDto, Problem> {
    participant::app::exiger(tx, id).await?;
    obligation::store::obliger(tx, id, &obligation).await?;
    conservation(tx, id).await
}

/// How long the file is kept, and why.
pub(crate) async fn conservation(tx: &mut Tx, id: ParticipantId) -> Result<ConservationDto, Problem> {
    participant::app::exiger(tx, id).await?;
    let (faits, obligations) = faits(tx, id).await?;
    let referentiel = referentiels::en_vigueur(tx, tx.today()).await?;
    let verdict = conservation::echeances(&referentiel, &faits);
    Ok(ConservationDto {
        dernier_contact: faits.dernier_contact,
        archivage_le: verdict.conclusion.archivage_le,
        anonymisation_le: verdict.conclusion.anonymisation_le,
        obligations,
        raison: verdict.raison,
    })
}

pub(crate) async fn faits(tx: &mut Tx, id: ParticipantId) -> Result<(Faits, Vec<Obligation>), Problem> {
    let dernier_contact = participant::store::contact::dernier_contact(tx, id).await?.unwrap_or_else(|| tx.today());
    let obligations = obligation::store::obligations(tx, id).await?;
    let held = obligations.iter().map(|one| (one.operation.clone(), one.jusquau)).collect();
    Ok((Faits { dernier_contact, obligations: held }, obligations))
}
