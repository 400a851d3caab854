//! The exits that a table tells, what followed them, and where parcours stand by them.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use kernel::{FaitReprisId, ImportId, ParcoursId, calendrier};
use parcours_api::{
    EtatSortie, FaitRepris, MotifCloture, NouvelleFin, PARCOURS_CLOS, ParcoursClos, SORTIE_CONFIRMEE, SortieConfirmee,
};
use participants_api::{SUIVI_REPRIS, SUIVI_TERMINE, SuiviRepris, SuiviTermine};
use problem::Problem;
use store::{Error, Evenement, Tx, referentiels};

use crate::{
    etapes::etape::{self, domain::Etape},
    reprise::import::{
        domain::depart::{de_la_sortie, orphelin, oublier, rattachee, seul, suivre},
        store as rows,
    },
    sorties::{
        fin::{self, domain::Fin, historique::Dite},
        sortie::{self, domain::Sortie},
    },
    vie::{
        demande,
        parcours::{
            self,
            domain::{Depart, Parcours},
        },
    },
};

/// What a line tells of how a person leaves.
pub(super) struct Repris {
    pub(super) id: FaitReprisId,
    pub(super) parcours: ParcoursId,
    pub(super) fait: FaitRepris,
}

impl Repris {
    /// An exit comes before what followed it.
    const fn ordre(&self) -> u8 {
        match self.fait {
            FaitRepris::Contrat { .. } => 1,
            FaitRepris::Suivi { .. } => 2,
            _ => 0,
        }
    }
}

/// How parcours end, each exit with what it makes of its own, and the fact that a line may tell again: an end that was said
/// here is no line's.
pub(super) type Connus = HashMap<ParcoursId, Vec<(Option<FaitReprisId>, Depart)>>;

/// What is known of how these parcours end.
pub(super) async fn connus(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Connus, Error> {
    let mut known = Connus::new();
    for one in sortie::store::des_parcours(tx, ids).await? {
        known.entry(one.parcours).or_default().push((Some(one.id.ressource().of_kind()), de_la_sortie(&one)));
    }
    for (id, fait, le) in fin::store::jours(tx, ids).await? {
        known.entry(id).or_default().push((fait, Depart::Clos(le)));
    }
    Ok(known)
}

/// The exits and the ends of locked parcours.
struct Departs {
    sorties: HashMap<ParcoursId, Vec<Sortie>>,
    fins: HashMap<ParcoursId, (Depart, Option<MotifCloture>)>,
    etapes: HashMap<ParcoursId, Vec<Etape>>,
}

/// Writes what lines tell of how persons leave, and what it makes of their parcours, which are locked.
pub(super) async fn reprendre(
    tx: &mut Tx,
    import: ImportId,
    mut faits: Vec<Repris>,
    parcours: &mut HashMap<ParcoursId, Parcours>,
) -> Result<(), Problem> {
    if faits.is_empty() {
        return Ok(());
    }
    faits.sort_by_key(Repris::ordre);
    let ids: Vec<_> = faits.iter().map(|one| one.parcours).collect::<BTreeSet<_>>().into_iter().collect();
    let mut known = Departs::lire(tx, &ids).await?;
    let before: HashMap<_, _> = known.sorties.values().flatten().map(|one| (one.id, one.clone())).collect();
    let told: Vec<_> = faits.iter().map(|one| one.id).collect();
    let former = rows::suites(tx, &told).await?;
    let births = ids.iter().filter_map(|id| Some((*id, parcours.get(id)?.naissance?)));
    let births: HashMap<_, _> = births.collect();
    let mut ends: Vec<(ParcoursId, FaitReprisId, Fin)> = Vec::new();
    let (mut next, par) = (Vec::new(), tx.acteur().id);
    for Repris { id, parcours, fait } in faits {
        let exits = known.sorties.entry(parcours).or_default();
        match fait {
            FaitRepris::Fin { motif, le, destination } => {
                // A parcours has one end: two lines that tell one are refused before anything is written.
                let told = ends.iter().filter(|(of, ..)| *of == parcours).map(|(.., fin)| Depart::Clos(fin.le));
                seul(told.chain([Depart::Clos(le)]))?;
                known.fins.insert(parcours, (Depart::Clos(le), Some(motif)));
                let told = NouvelleFin { motif, le, destination, precisions: None };
                ends.push((parcours, id, Fin::dite(told, par)));
            }
            FaitRepris::Contrat { .. } | FaitRepris::Suivi { .. } => {
                let told = former.get(&id);
                let former = told.and_then(|told| exits.iter_mut().find_map(|one| oublier(one, told)));
                let rank = rattachee(exits, |one| one.debut, &fait).ok_or_else(orphelin)?;
                if let Some(exit) = exits.get_mut(rank) {
                    suivre(exit, &fait, former, par);
                }
                next.push((id, parcours, fait));
            }
            fait => poser(exits, id, (parcours, births.get(&parcours).copied()), import, fait),
        }
    }
    for exit in known.sorties.values_mut().flatten() {
        if let Some(former) = before.get(&exit.id) {
            sortie::historique::noter(tx, former, exit).await?;
        }
    }
    let mut all: Vec<_> = known.sorties.values().flatten().cloned().collect();
    // One exit of a parcours is followed: what is followed no more makes room for the one that is.
    all.sort_by_key(|one| one.etat == EtatSortie::EnSuivi);
    sortie::store::reprendre(tx, &all).await?;
    noter_fins(tx, &ids, &mut ends).await?;
    fin::store::reprendre(tx, import, &ends).await?;
    rows::ecrire_suites(tx, import, &next).await?;
    for id in ids {
        if let Some(own) = parcours.get_mut(&id) {
            known.partir(tx, own).await?;
        }
    }
    Ok(())
}

/// Keeps what lines change of ends that are known already.
async fn noter_fins(
    tx: &mut Tx,
    ids: &[ParcoursId],
    ends: &mut [(ParcoursId, FaitReprisId, Fin)],
) -> Result<(), Error> {
    let known: HashMap<_, _> = fin::store::des_parcours(tx, ids).await?.into_iter().collect();
    for (of, _, next) in ends {
        let Some(former) = known.get(&*of) else { continue };
        next.correction.clone_from(&former.correction);
        let version = fin::historique::noter(tx, *of, Some(former), &Dite::from(&*next)).await?;
        next.version = version;
    }
    Ok(())
}

/// Puts an exit among those of its parcours, which begin one after the other; `naissance` is that of the person, where it is
/// known here.
fn poser(
    exits: &mut Vec<Sortie>,
    id: FaitReprisId,
    (parcours, naissance): (ParcoursId, Option<NaiveDate>),
    import: ImportId,
    fait: FaitRepris,
) {
    let FaitRepris::Sortie {
        nature,
        debut,
        employeur,
        etat,
        justifiee_le,
        rompue_le,
        acquise_le,
        partiel_choisi_le,
        age,
    } = fait
    else {
        return;
    };
    let known = naissance.filter(|_| Sortie::demande_l_age(&nature)).map(|jour| calendrier::age(jour, debut));
    let age = age.or(known);
    let id = id.ressource().of_kind();
    let former = exits.iter().position(|one| one.id == id).map(|rank| exits.remove(rank));
    let first = || Sortie::suivie(id, parcours, nature.clone(), debut, employeur.clone());
    let former = former.unwrap_or_else(first);
    // A table that is silent on the document takes nothing from an exit that one proves here.
    let justifiee_le = justifiee_le.or(former.justifiee_le.filter(|_| former.piece.is_some()));
    // What was decided here of an exit that counts no more says nothing of one that a table holds to count.
    let lost = etat == EtatSortie::NonPositive;
    let (correction, abandon) = (former.correction.clone().filter(|_| lost), former.abandon.filter(|_| lost));
    let import = Some(import);
    let exit = Sortie {
        nature,
        debut,
        employeur,
        etat,
        justifiee_le,
        rompue_le,
        acquise_le,
        partiel_choisi_le,
        age,
        correction,
        abandon,
        import,
        ..former
    };
    let after = exits.partition_point(|one| one.debut <= debut);
    exits.insert(after, exit);
}

impl Departs {
    async fn lire(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Self, Error> {
        let (mut sorties, mut etapes) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for one in sortie::store::des_parcours(tx, ids).await? {
            sorties.entry(one.parcours).or_default().push(one);
        }
        for one in etape::store::des_parcours(tx, ids).await? {
            etapes.entry(one.parcours).or_default().push(one);
        }
        let ended = fin::store::jours(tx, ids).await?;
        let fins = ended.into_iter().map(|(id, _, le)| (id, (Depart::Clos(le), None))).collect();
        Ok(Self { sorties, fins, etapes })
    }

    /// Moves a parcours to where its exits say, and tells the others what they had not heard.
    async fn partir(&self, tx: &mut Tx, parcours: &mut Parcours) -> Result<(), Problem> {
        let exits = self.sorties.get(&parcours.id).map(Vec::as_slice).unwrap_or_default();
        let end = self.fins.get(&parcours.id);
        let depart = seul(exits.iter().map(de_la_sortie).chain(end.map(|(depart, _)| *depart)))?;
        let (former, motif) = ((parcours.phase, parcours.sorti_le), end.and_then(|(_, motif)| *motif));
        parcours.reprendre(depart)?;
        if parcours.sorti_le.is_none() && former.1.is_some() {
            sortie::app::exiger_seul(tx, parcours).await?;
        }
        if parcours.sorti_le.is_some() {
            self.etapes.get(&parcours.id).into_iter().flatten().try_for_each(Etape::refuse_de_courir)?;
        }
        if (parcours.phase, parcours.sorti_le) != former {
            parcours::store::enregistrer(tx, parcours).await?;
        }
        if former.1 == parcours.sorti_le && motif.is_none() {
            return Ok(());
        }
        if parcours.sorti_le.is_some() {
            demande::app::retirer_toutes(tx, parcours.id).await?;
        }
        annoncer(tx, parcours, exits, motif).await
    }
}

/// Tells the others on what day a parcours ended, and how; or that it goes on after all.
async fn annoncer(
    tx: &mut Tx,
    parcours: &Parcours,
    exits: &[Sortie],
    motif: Option<MotifCloture>,
) -> Result<(), Problem> {
    let (id, candidature, participant, now) = (parcours.id, parcours.candidature, parcours.participant, tx.now());
    let Some(le) = parcours.sorti_le else {
        let resumed = SuiviRepris { candidature, le: tx.today() };
        tx.emit(Evenement::new(SUIVI_REPRIS, id, now, &resumed)?);
        return Ok(());
    };
    if let Some(motif) = motif {
        tx.emit(Evenement::new(PARCOURS_CLOS, id, now, &ParcoursClos { parcours: id, participant, le, motif })?);
    }
    if let Some(exit) = exits.iter().find(|one| de_la_sortie(one) == Depart::Confirme(le)) {
        let raison = exit.juger(&referentiels::en_vigueur(tx, exit.debut).await?, tx.today()).raison;
        let confirmed = SortieConfirmee { parcours: id, participant, acquise_le: le, raison };
        tx.emit(Evenement::new(SORTIE_CONFIRMEE, id, now, &confirmed)?);
    }
    tx.emit(Evenement::new(SUIVI_TERMINE, id, now, &SuiviTermine { candidature, le })?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    #[test]
    fn a_table_without_the_document_leaves_the_day_of_the_one_that_proves_an_exit_here() {
        let received = Some(d("2026-03-02"));
        let again = |piece, told| {
            let own = Sortie { piece, justifiee_le: received, ..Sortie::exemple() };
            let fait = FaitRepris::Sortie {
                nature: own.nature.clone(),
                debut: own.debut,
                employeur: own.employeur.clone(),
                etat: own.etat,
                justifiee_le: told,
                rompue_le: None,
                acquise_le: None,
                partiel_choisi_le: None,
                age: None,
            };
            let mut exits = vec![own.clone()];
            poser(&mut exits, own.id.ressource().of_kind(), (own.parcours, None), Id::MIN, fait);
            (exits.len(), exits.remove(0).justifiee_le)
        };
        assert_eq!(again(Some(Id::MIN), None), (1, received));
        assert_eq!(again(Some(Id::MIN), Some(d("2026-03-05"))), (1, Some(d("2026-03-05"))));
        assert_eq!(again(None, None), (1, None), "what a former line told is told no more");
    }
}
