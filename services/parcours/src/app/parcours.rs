//! Parcours and what the territory's rules say of them.

use kernel::ParcoursId;
use parcours_api::{NouvelleSuspension, ParcoursDto};
use problem::{Problem, Slug};
use referentiel::{Raison, regles};
use store::{Tx, referentiels};

use super::{etapes, sorties};
use crate::{
    domain::{
        etape::Etape,
        parcours::{Commande, Parcours, libre, suspension},
    },
    store as rows,
};

/// A parcours with its étapes, its exits and its échéances, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ParcoursId) -> Result<ParcoursDto, Problem> {
    let parcours = rows::parcours::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let steps = rows::etapes::du_parcours(tx, id).await?;
    let echeances = echeances(tx, &parcours, &steps).await?;
    let mut told = ParcoursDto { echeances, ..parcours.into() };
    for etape in steps {
        told.etapes.push(etapes::detail(tx, etape).await?);
    }
    for sortie in rows::sorties::des_parcours(tx, &[id]).await? {
        told.sorties.push(sorties::detail(tx, sortie).await?);
    }
    Ok(told)
}

impl From<Parcours> for ParcoursDto {
    /// As a line of a list: without its étapes, its exits and its échéances.
    fn from(parcours: Parcours) -> Self {
        let Parcours { id, participant, candidature, referent, entree_le, etat } = parcours;
        let (etapes, sorties, echeances) = (vec![], vec![], vec![]);
        Self { id, participant, candidature, referent, entree_le, etat, etapes, sorties, echeances }
    }
}

async fn echeances(tx: &mut Tx, parcours: &Parcours, etapes: &[Etape]) -> Result<Vec<Raison>, Problem> {
    if !parcours.doit_des_etapes() {
        return Ok(vec![]);
    }
    let today = tx.today();
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    let faits = regles::etapes::Faits {
        entree: parcours.entree_le,
        etapes: etapes.iter().filter_map(Etape::periode).collect(),
        suspensions: rows::parcours::suspensions(tx, parcours.id).await?,
    };
    let said = [
        regles::etapes::ecart(&referentiel, &faits, today),
        regles::etapes::par_douze_mois(&referentiel, &faits, today),
        regles::revue::longue_duree(&referentiel, parcours.entree_le, today),
    ];
    Ok(said.into_iter().flatten().map(|verdict| verdict.raison).collect())
}

/// Suspends a parcours, by decision.
pub(crate) async fn suspendre(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleSuspension,
) -> Result<ParcoursDto, Problem> {
    let mut parcours = rows::parcours::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    let days = suspension(nouvelle.du, nouvelle.au)?;
    parcours.avancer(Commande::Suspendre)?;
    if !libre(&rows::parcours::suspensions(tx, id).await?, days) {
        return Err(Problem::new(
            Slug::Chevauchement,
            "Une suspension de ce parcours couvre déjà une partie de ces jours.",
        ));
    }
    rows::parcours::suspendre(tx, id, &nouvelle).await?;
    rows::parcours::enregistrer(tx, &parcours).await?;
    voir(tx, id).await
}
