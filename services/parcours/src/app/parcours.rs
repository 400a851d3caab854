//! Parcours and what the territory's rules say of them.

use kernel::{ParcoursId, calendrier::Periode};
use parcours_api::{EtapeDto, EtatEtape, EtatParcours, NouvelleSuspension, ParcoursDto};
use problem::{Problem, Slug};
use referentiel::{Raison, regles};
use store::{Tx, referentiels};

use super::{etapes, sorties};
use crate::store::{self as rows, parcours::Suivi};

/// A parcours with its étapes, its exits and its échéances, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ParcoursId) -> Result<ParcoursDto, Problem> {
    let suivi = rows::parcours::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let steps = rows::etapes::du_parcours(tx, id).await?;
    let mut etapes = Vec::with_capacity(steps.len());
    for etape in steps {
        etapes.push(etapes::detail(tx, etape).await?);
    }
    let mut exits = Vec::new();
    for depart in rows::sorties::des_parcours(tx, &[id]).await? {
        exits.push(sorties::detail(tx, depart).await?);
    }
    let echeances = echeances(tx, &suivi, &etapes).await?;
    Ok(ParcoursDto { etapes, sorties: exits, echeances, ..resume(&suivi) })
}

/// A parcours as a line of a list.
pub(crate) fn resume(suivi: &Suivi) -> ParcoursDto {
    ParcoursDto {
        id: suivi.id,
        participant: suivi.participant,
        candidature: suivi.candidature,
        referent: suivi.referent,
        entree_le: suivi.entree_le,
        etat: suivi.etat,
        etapes: vec![],
        sorties: vec![],
        echeances: vec![],
    }
}

async fn echeances(tx: &mut Tx, suivi: &Suivi, etapes: &[EtapeDto]) -> Result<Vec<Raison>, Problem> {
    if matches!(suivi.etat, EtatParcours::Sorti | EtatParcours::SuiviEmploi) {
        return Ok(vec![]);
    }
    let today = tx.today();
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    let faits = regles::etapes::Faits {
        entree: suivi.entree_le,
        etapes: etapes.iter().filter_map(periode).collect(),
        suspensions: rows::parcours::suspensions(tx, suivi.id).await?,
    };
    let said = [
        regles::etapes::ecart(&referentiel, &faits, today),
        regles::etapes::par_douze_mois(&referentiel, &faits, today),
        regles::revue::longue_duree(&referentiel, suivi.entree_le, today),
    ];
    Ok(said.into_iter().flatten().map(|verdict| verdict.raison).collect())
}

/// The days of an étape that began.
fn periode(etape: &EtapeDto) -> Option<Periode> {
    let began = matches!(etape.etat, EtatEtape::Demarree | EtatEtape::Terminee | EtatEtape::Rompue);
    began.then_some(Periode { du: etape.debut, au: etape.fin })
}

/// Suspends a parcours, by decision.
pub(crate) async fn suspendre(
    tx: &mut Tx,
    id: ParcoursId,
    suspension: NouvelleSuspension,
) -> Result<ParcoursDto, Problem> {
    let suivi = rows::parcours::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    if suspension.au < suspension.du {
        return Err(Problem::field("/au", "incoherent", "le dernier jour précède le premier"));
    }
    if suivi.etat == EtatParcours::Sorti {
        return Err(Problem::new(Slug::TransitionInterdite, "Le parcours est terminé."));
    }
    let new = Periode { du: suspension.du, au: Some(suspension.au) };
    if rows::parcours::suspensions(tx, id).await?.iter().any(|other| other.croise(new)) {
        return Err(Problem::new(
            Slug::Chevauchement,
            "Une suspension de ce parcours couvre déjà une partie de ces jours.",
        ));
    }
    rows::parcours::suspendre(tx, id, &suspension).await?;
    voir(tx, id).await
}
