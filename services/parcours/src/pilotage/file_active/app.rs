//! The file active: a figure with the persons behind it.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{Id, ParcoursId, UtilisateurId, calendrier::premier_de_l_annee};
use parcours_api::{EtatParcours, EtatSortie, FileActive, FileReferent};
use problem::Problem;
use referentiel::regles::{capacite, file_active::compte};
use std::collections::{HashMap, HashSet};
use store::{Tx, referentiels};

use crate::{
    pilotage::{capacite as capacites, file_active::store as rows},
    sorties::sortie,
    vie::parcours,
};

const PAGE: i64 = 1_000;

/// Counts the file active of each référent on `au`, today by default, page by page. Who has two parcours counts once.
pub(crate) async fn compter(tx: &mut Tx, au: Option<NaiveDate>) -> Result<FileActive, Problem> {
    let au = au.unwrap_or_else(|| tx.today());
    let referentiel = referentiels::en_vigueur_le(tx, "/au", au).await?;
    let (mut referents, mut counted) = (Vec::<FileReferent>::new(), HashSet::new());
    let mut after = (Id::MIN, Id::MIN);
    loop {
        let page = parcours::store::en_cours(tx, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.referent, last.id);
        let leaving: Vec<_> =
            page.iter().filter(|one| one.etat == EtatParcours::SuiviEmploi).map(|one| one.id).collect();
        let exits = sortie::store::des_parcours(tx, &leaving).await?;
        let followed = exits.iter().filter(|one| one.etat == EtatSortie::EnSuivi);
        let exits: HashMap<_, _> = followed.map(|one| (one.parcours, one.situation())).collect();
        for parcours in page.iter().filter(|one| one.entree_le <= au) {
            let situation = parcours.situation(exits.get(&parcours.id).copied());
            if compte(&referentiel, situation, au) && counted.insert(parcours.participant) {
                ajouter(&mut referents, parcours.referent, parcours.id);
            }
        }
    }
    let worked = capacites::store::le(tx, au).await?;
    let accompanied = rows::accompagnes(tx, premier_de_l_annee(au), au).await?;
    for file in &mut referents {
        let Some(etp) = worked.get(&file.referent) else { continue };
        let persons = u32::try_from(file.parcours.len()).unwrap_or(u32::MAX);
        let over = capacite::depassement(&referentiel, *etp, persons);
        (file.depassement, file.norme) = over.map(|verdict| (verdict.conclusion, verdict.raison)).unzip();
        let year = accompanied.get(&file.referent).copied().unwrap_or_default();
        file.norme_annee = capacite::sur_l_annee(&referentiel, *etp, year).map(|verdict| verdict.raison);
    }
    let told = FileActive { au, personnes: referents.iter().map(|one| one.parcours.len()).sum(), referents };
    Ok(annuaires::nommer(tx, told).await?)
}

/// The pages come by référent: the last one is the one to extend.
fn ajouter(referents: &mut Vec<FileReferent>, referent: UtilisateurId, parcours: ParcoursId) {
    if let Some(last) = referents.last_mut().filter(|last| last.referent == referent) {
        last.parcours.push(parcours);
    } else {
        let parcours = vec![parcours];
        let (referent_nom, depassement, norme, norme_annee) = (None, None, None, None);
        referents.push(FileReferent { referent, referent_nom, parcours, depassement, norme, norme_annee });
    }
}
