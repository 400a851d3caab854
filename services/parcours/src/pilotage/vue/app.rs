//! Parcours and what the territory's rules say of them.

use kernel::ParcoursId;
use parcours_api::ParcoursDto;
use problem::Problem;
use referentiel::{Raison, regles};
use store::{Tx, referentiels};

use crate::{
    etapes::etape::{self, domain::Etape},
    sorties::sortie,
    vie::parcours::{self, domain::Parcours},
};

/// A parcours with its étapes, its exits and its échéances, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ParcoursId) -> Result<ParcoursDto, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let steps = etape::store::du_parcours(tx, id).await?;
    let echeances = echeances(tx, &parcours, &steps).await?;
    let mut told = ParcoursDto { echeances, ..parcours.into() };
    for etape in steps {
        told.etapes.push(etape::app::detail(tx, etape).await?);
    }
    for sortie in sortie::store::des_parcours(tx, &[id]).await? {
        told.sorties.push(sortie::app::detail(tx, sortie).await?);
    }
    Ok(told)
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
        suspensions: parcours::store::suspensions(tx, parcours.id).await?,
    };
    let said = [
        regles::etapes::ecart(&referentiel, &faits, today),
        regles::etapes::par_douze_mois(&referentiel, &faits, today),
        regles::revue::longue_duree(&referentiel, parcours.entree_le, today),
    ];
    Ok(said.into_iter().flatten().map(|verdict| verdict.raison).collect())
}
