//! Parcours and what the territory's rules say of them.

use kernel::ParcoursId;
use parcours_api::{EtatParcours, ParcoursDto};
use problem::Problem;
use referentiel::{Raison, Verdict, regles};
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
    let mut echeances = echeances(tx, &parcours, &steps).await?;
    echeances.extend(double(tx, &parcours).await?);
    let mut told = ParcoursDto { echeances, ..parcours.into() };
    for etape in steps {
        told.etapes.push(etape::app::detail(tx, etape).await?);
    }
    for sortie in sortie::store::des_parcours(tx, &[id]).await? {
        told.sorties.push(sortie::app::detail(tx, sortie).await?);
    }
    Ok(told)
}

/// Who has two parcours is counted once, and somebody decides which one goes on.
async fn double(tx: &mut Tx, parcours: &Parcours) -> Result<Option<Raison>, Problem> {
    if parcours.etat == EtatParcours::Sorti || !parcours::store::en_double(tx, parcours).await? {
        return Ok(None);
    }
    let (today, sentence) = (tx.today(), "la personne a un autre parcours en cours : décider lequel continue");
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    Ok(Some(Verdict::new(&referentiel, "un_seul_parcours", (), sentence).raison))
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
