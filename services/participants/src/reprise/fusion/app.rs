//! Making two files one, and two again.

use events::{PERSONNES_FUSIONNEES, PERSONNES_SEPAREES, PersonnesFusionnees};
use kernel::{FusionId, ParticipantId};
use participants_api::{FusionDto, NouvelleFusion};
use problem::Problem;
use store::{Evenement, Tx, fusions};

use crate::{
    dossier::{cle, participant},
    droits::obligation,
    entree::candidature,
    noms::nommer,
    reprise::fusion::{domain::Fusion, store as rows},
};

/// Makes two files one: what the absorbed one holds moves, its proofs with it, and it is found no more.
pub(crate) async fn fusionner(
    tx: &mut Tx,
    garde: ParticipantId,
    nouvelle: NouvelleFusion,
) -> Result<FusionDto, Problem> {
    let absorbe = nouvelle.absorbe;
    if garde == absorbe {
        return Err(Problem::field("/absorbe", "incoherent", "un dossier ne fusionne pas avec lui-même"));
    }
    // Always in the same order: two merges at once do not wait for each other.
    for id in [garde.min(absorbe), garde.max(absorbe)] {
        match participant::store::verrouiller(tx, id).await? {
            None if id == absorbe => return Err(Problem::field("/absorbe", "inconnu", "ce dossier n'existe pas")),
            None => return Err(Problem::not_found()),
            Some(file) => participant::app::ouvert(file)?,
        };
    }
    let fusion = rows::fusionner(tx, garde, absorbe, nouvelle.motif).await?;
    obligation::store::transmettre(tx, absorbe, garde).await?;
    if let Some(seen) = participant::store::contact::dernier_contact(tx, absorbe).await? {
        participant::app::revoir(tx, garde, seen).await?;
    }
    cle::store::oublier(tx, absorbe).await?;
    dire(tx, PERSONNES_FUSIONNEES, &fusion)?;
    candidature::suivi::refaire(tx, &[garde]).await?;
    Ok(nommer(tx, fusion.into()).await?)
}

impl From<Fusion> for FusionDto {
    fn from(fusion: Fusion) -> Self {
        let Fusion { id, garde, absorbe, motif, deplaces, fait_le, fait_par, annule_le } = fusion;
        let (garde_nom, absorbe_nom, fait_par_nom) = (None, None, None);
        Self { id, garde, garde_nom, absorbe, absorbe_nom, motif, deplaces, fait_le, fait_par, fait_par_nom, annule_le }
    }
}

/// Undoes a merge: what had moved goes back; what was recorded since stays with the file that was kept.
pub(crate) async fn separer(tx: &mut Tx, id: FusionId) -> Result<FusionDto, Problem> {
    let mut fusion = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let actuel = fusions::dossier(tx, fusion.garde).await?;
    fusion.annuler(actuel, tx.now())?;
    rows::rendre(tx, &fusion).await?;
    participant::app::modifiable(tx, fusion.garde).await?;
    let back = participant::app::exiger(tx, fusion.absorbe).await?;
    cle::store::indexer(tx, fusion.absorbe, &back.identite).await?;
    dire(tx, PERSONNES_SEPAREES, &fusion)?;
    candidature::suivi::rendre(tx, &[fusion.garde, fusion.absorbe]).await?;
    Ok(nommer(tx, fusion.into()).await?)
}

pub(crate) fn dire(tx: &mut Tx, kind: &'static str, fusion: &Fusion) -> Result<(), Problem> {
    let told = PersonnesFusionnees { fusion: fusion.id, garde: fusion.garde, absorbe: fusion.absorbe };
    let now = tx.now();
    tx.emit(Evenement::new(kind, fusion.garde, now, &told)?);
    Ok(())
}
