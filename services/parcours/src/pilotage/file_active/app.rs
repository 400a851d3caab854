//! The file active: a figure with the persons behind it.

use std::collections::HashSet;

use events::annuaires;
use kernel::{Id, ParcoursId, ParticipantId, UtilisateurId, calendrier::premier_de_l_annee};
use parcours_api::{FileActive, FileActiveAu, FileReferent, SansEtape};
use problem::Problem;
use referentiel::regles::{capacite, etapes, file_active::compte};
use store::{Colonne, Tx, ouvertures, referentiels};

use crate::{
    pilotage::{file_active::store as rows, occupation},
    vie::{capacite as capacites, etat},
};

const PAGE: i64 = 1_000;

/// Of whom the file active is asked is of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FileActiveAu) -> Result<(), Problem> {
    occupation::app::exiger(tx, filtre.referent, filtre.structure).await
}

/// Counts the file active of each référent on `au`, today by default, page by page, as it was known at the end of
/// `connu_le`, now by default. Who has two parcours counts once.
pub(crate) async fn compter(tx: &mut Tx, filtre: FileActiveAu) -> Result<FileActive, Problem> {
    let au = filtre.au.unwrap_or_else(|| tx.today());
    let referentiel = referentiels::en_vigueur_le(tx, "/au", au).await?;
    let connu = etat::app::connu(tx, filtre.connu_le).await?;
    let perimetre = occupation::app::perimetre(tx, au, filtre.referent, filtre.structure).await?;
    // A figure names nobody, and is the same for all who read it; the parcours behind it are those that they may open.
    let seuls = ouvertures::seuls(tx).await?;
    let opened = |who: ParticipantId| seuls.as_ref().is_none_or(|seuls| seuls.contains(&Colonne(who)));
    let (mut referents, mut seen) = (Vec::<FileReferent>::new(), HashSet::new());
    let mut after = (Id::MIN, Id::MIN);
    loop {
        let page = rows::places(tx, au, connu, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.referent, last.parcours);
        let ids: Vec<_> = page.iter().map(|place| place.parcours).collect();
        let begun = rows::deja_en_etape(tx, &ids, au, connu).await?;
        for place in page {
            let first = compte(&referentiel, place.etat.situation(), au) && seen.insert(place.participant);
            if first && perimetre.contient(place.referent, au) {
                let shown = opened(place.participant).then_some(place.parcours);
                ajouter(&mut referents, place.referent, shown, !begun.contains(&place.parcours));
            }
        }
    }
    let worked = capacites::store::le(tx, au, connu).await?;
    let accompanied = rows::accompagnes(tx, premier_de_l_annee(au), au, connu).await?;
    for file in &mut referents {
        file.sans_etape.part = etapes::part_sans(file.sans_etape.personnes, file.personnes);
        let Some(etp) = worked.get(&file.referent) else { continue };
        let over = capacite::depassement(&referentiel, *etp, file.personnes);
        (file.depassement, file.norme) = over.map(|verdict| (verdict.conclusion, verdict.raison)).unzip();
        let year = accompanied.get(&file.referent).copied().unwrap_or_default();
        file.norme_annee = capacite::sur_l_annee(&referentiel, *etp, year).map(|verdict| verdict.raison);
    }
    let personnes: u32 = referents.iter().map(|file| file.personnes).sum();
    let sans_etape = toutes_sans_etape(&referents, personnes);
    let personnes = usize::try_from(personnes).unwrap_or(usize::MAX);
    let told = FileActive { au, personnes, sans_etape, referents };
    Ok(annuaires::nommer(tx, told).await?)
}

/// Those of all these référents, who are `personnes` in all.
fn toutes_sans_etape(referents: &[FileReferent], personnes: u32) -> SansEtape {
    let without: u32 = referents.iter().map(|file| file.sans_etape.personnes).sum();
    SansEtape {
        personnes: without,
        part: etapes::part_sans(without, personnes),
        parcours: referents.iter().flat_map(|file| file.sans_etape.parcours.iter().copied()).collect(),
    }
}

/// Counts one person more, with or without étape. The pages come by référent: the last one is the one to extend.
fn ajouter(referents: &mut Vec<FileReferent>, referent: UtilisateurId, parcours: Option<ParcoursId>, sans_etape: bool) {
    if referents.last().is_none_or(|last| last.referent != referent) {
        referents.push(FileReferent {
            referent,
            referent_nom: None,
            personnes: 0,
            parcours: vec![],
            sans_etape: SansEtape::default(),
            depassement: None,
            norme: None,
            norme_annee: None,
        });
    }
    let Some(file) = referents.last_mut() else { return };
    file.personnes += 1;
    file.parcours.extend(parcours);
    if sans_etape {
        file.sans_etape.personnes += 1;
        file.sans_etape.parcours.extend(parcours);
    }
}
