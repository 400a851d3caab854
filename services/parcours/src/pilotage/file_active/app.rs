//! The file active: a figure with the persons behind it.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use events::annuaires;
use kernel::{Id, ParcoursId, ParticipantId, UtilisateurId, calendrier::premier_de_l_annee, phrase};
use parcours_api::{FileActive, FileActiveAu, FileReferent};
use problem::Problem;
use referentiel::regles::{capacite, file_active::compte};
use store::{Colonne, Tx, ouvertures, referentiels};

use crate::{
    pilotage::file_active::store as rows,
    vie::{capacite as capacites, etat::app::fin_du_jour},
};

const PAGE: i64 = 1_000;

/// Counts the file active of each référent on `au`, today by default, page by page, as it was known at the end of
/// `connu_le`, now by default. Who has two parcours counts once.
pub(crate) async fn compter(tx: &mut Tx, filtre: FileActiveAu) -> Result<FileActive, Problem> {
    let au = filtre.au.unwrap_or_else(|| tx.today());
    let referentiel = referentiels::en_vigueur_le(tx, "/au", au).await?;
    let connu = connu(tx, filtre.connu_le).await?;
    // A figure names nobody, and is the same for all who read it; the parcours behind it are those that they may open.
    let seuls = ouvertures::seuls(tx).await?;
    let opened = |who: ParticipantId| seuls.as_ref().is_none_or(|seuls| seuls.contains(&Colonne(who)));
    let (mut referents, mut counted) = (Vec::<FileReferent>::new(), HashSet::new());
    let mut after = (Id::MIN, Id::MIN);
    loop {
        let page = rows::places(tx, au, connu, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.referent, last.parcours);
        for place in page {
            if compte(&referentiel, place.etat.situation(), au) && counted.insert(place.participant) {
                ajouter(&mut referents, place.referent, opened(place.participant).then_some(place.parcours));
            }
        }
    }
    let worked = capacites::store::le(tx, au).await?;
    let accompanied = rows::accompagnes(tx, premier_de_l_annee(au), au).await?;
    for file in &mut referents {
        let Some(etp) = worked.get(&file.referent) else { continue };
        let over = capacite::depassement(&referentiel, *etp, file.personnes);
        (file.depassement, file.norme) = over.map(|verdict| (verdict.conclusion, verdict.raison)).unzip();
        let year = accompanied.get(&file.referent).copied().unwrap_or_default();
        file.norme_annee = capacite::sur_l_annee(&referentiel, *etp, year).map(|verdict| verdict.raison);
    }
    let told = FileActive { au, personnes: counted.len(), referents };
    Ok(annuaires::nommer(tx, told).await?)
}

/// The last instant of the day that is asked, of which it must be known what was known.
pub(crate) async fn connu(tx: &mut Tx, jour: Option<NaiveDate>) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(jour) = jour else { return Ok(None) };
    tx.refuse_future("/connu_le", jour)?;
    let instant = fin_du_jour(tx, jour);
    match rows::connu_depuis(tx).await?.filter(|since| *since > instant) {
        Some(since) => {
            let detail = format!("ce qui était connu n'est gardé que depuis le {}", phrase::jour(tx.jour(since)));
            Err(Problem::field("/connu_le", "inconnu", detail))
        }
        None => Ok(Some(instant)),
    }
}

/// The pages come by référent: the last one is the one to extend.
fn ajouter(referents: &mut Vec<FileReferent>, referent: UtilisateurId, parcours: Option<ParcoursId>) {
    if let Some(last) = referents.last_mut().filter(|last| last.referent == referent) {
        last.personnes += 1;
        last.parcours.extend(parcours);
    } else {
        let (parcours, personnes) = (parcours.into_iter().collect(), 1);
        let (referent_nom, depassement, norme, norme_annee) = (None, None, None, None);
        referents.push(FileReferent { referent, referent_nom, personnes, parcours, depassement, norme, norme_annee });
    }
}
