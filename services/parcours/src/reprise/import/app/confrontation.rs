//! The lines of an import beside one another, and beside what is known of their parcours.

use std::collections::{BTreeMap, HashMap};

use kernel::{FaitReprisId, ParcoursId};
use parcours_api::EtatEtape;
use problem::{FieldError, Problem};
use store::{Error, Tx};

use crate::{
    etapes::etape,
    pilotage::suspension,
    reprise::import::{
        app::{FaitsDeParcours, Ligne, bilans, refusee},
        domain::{
            confrontation::{Connu, Dite, confronter, se_confronte},
            depart::de_la_sortie,
        },
        store as rows,
    },
    sorties::{fin, sortie},
};

fn de(known: &mut HashMap<ParcoursId, Connu>, id: ParcoursId) -> &mut Connu {
    known.entry(id).or_insert_with(|| Connu::rien(id))
}

/// What is known of some parcours: nothing of the others.
async fn connus(tx: &mut Tx, ids: &[ParcoursId]) -> Result<HashMap<ParcoursId, Connu>, Error> {
    let mut known = HashMap::new();
    for one in suspension::store::des_parcours(tx, ids).await? {
        de(&mut known, one.parcours).arrets.push((one.id.ressource().of_kind(), one.jours()));
    }
    for one in rows::referents(tx, ids).await? {
        de(&mut known, one.parcours).referents.push((one.id, one.jours));
    }
    for one in sortie::store::des_parcours(tx, ids).await? {
        let told = (one.id.ressource().of_kind(), one.debut, de_la_sortie(&one));
        de(&mut known, one.parcours).sorties.push(told);
    }
    for (id, fait, le) in fin::store::jours(tx, ids).await? {
        de(&mut known, id).fin = Some((fait, le));
    }
    for one in etape::store::des_parcours(tx, ids).await? {
        let (own, known): (FaitReprisId, _) = (one.id.ressource().of_kind(), de(&mut known, one.parcours));
        known.etapes.extend(one.tenable().map(|jours| (own, jours)));
        for jour in &one.bilans {
            let told = one.bilans_repris.iter().find(|bilan| bilan.tenu_le == *jour);
            known.bilans.push((told.map(|bilan| bilan.fait), own, *jour));
        }
        if let (EtatEtape::Demarree, Err(why)) = (one.etat, one.refuse_de_courir()) {
            known.courent.push((own, why));
        }
    }
    Ok(known)
}

/// What is wrong with those of these lines, told in the order of the table, that others contradict, or what is known of the
/// parcours of each: by their number. They come from one source.
pub(super) async fn contredites(
    tx: &mut Tx,
    source: &str,
    dites: &[(ParcoursId, Dite<'_>)],
) -> Result<BTreeMap<i32, FieldError>, Problem> {
    let mut by_parcours: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, dite) in dites {
        by_parcours.entry(*id).or_default().push(*dite);
    }
    let told = |dites: &[Dite<'_>]| dites.iter().filter_map(|one| one.fait).any(se_confronte);
    let ids = by_parcours.iter().filter(|(_, dites)| told(dites)).map(|(id, _)| *id);
    let mut known = connus(tx, &ids.collect::<Vec<_>>()).await?;
    let facts: Vec<_> = dites.iter().filter_map(|(_, one)| one.reference.zip(one.fait)).collect();
    let nommees = bilans::nommees(tx, source, &facts).await?;
    let judged = by_parcours.into_iter().flat_map(|(id, dites)| {
        let connu = known.remove(&id).unwrap_or_else(|| Connu::rien(id));
        confronter(&connu, &nommees, &dites)
    });
    Ok(judged.collect())
}

/// Of the lines of some parcours, those that others contradict, refused.
pub(super) async fn refuser(
    tx: &mut Tx,
    contexte: &imports::Contexte<FaitsDeParcours>,
    lignes: Vec<Ligne>,
) -> Result<Vec<Ligne>, Problem> {
    let read = lignes.into_iter().filter_map(|ligne| {
        let id: ParcoursId = ligne.groupe.as_deref()?.parse().ok()?;
        let lue = ligne.cellules.as_ref().and_then(|cells| contexte.lecteur.lire(cells).ok());
        Some((id, ligne, lue))
    });
    let read: Vec<_> = read.collect();
    let dites = read.iter().map(|(id, ligne, lue)| {
        let (reference, fait) = (ligne.reference.as_deref(), lue.as_ref().map(|lue| &lue.ligne.fait));
        (*id, Dite { rang: ligne.rang, objet: ligne.objet, reference, fait })
    });
    let mut wrong = contredites(tx, &contexte.import.lecture.source, &dites.collect::<Vec<_>>()).await?;
    let refused = read.into_iter().filter_map(|(_, ligne, lue)| {
        let (error, lue) = wrong.remove(&ligne.rang).zip(lue)?;
        let place = (ligne.ordre, ligne.groupe);
        Some(refusee(&contexte.lecteur, ligne.rang, lue, ligne.cellules.unwrap_or_default(), error, place))
    });
    Ok(refused.collect())
}
