//! The facts of some parcours, each thing read at once for all of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use kernel::{ParcoursId, calendrier::Periode};
use referentiel::Partenaire;
use store::{Error, Tx, referentiels::Versions};

use crate::{
    etapes::etape::{self, domain::Etape},
    pilotage::{
        accompagnement::{self, domain::Contact},
        echeance::domain::{Demande, Faits},
        prolongation::{self, domain::Prolongation},
        qualification,
        revue::{self, domain::Revue},
        suspension::{self, domain::Suspension},
    },
    sorties::sortie::{self, domain::Sortie},
    suivi::{demarche, liaison},
    vie::{
        etat::{
            self,
            domain::{Etat, PeriodeEtat},
        },
        parcours::{self, domain::Parcours},
    },
};

/// What is known of each parcours, as rules read it.
#[derive(Debug, Default)]
pub(crate) struct Connus {
    pub(crate) etapes: HashMap<ParcoursId, Vec<Etape>>,
    pub(crate) sorties: HashMap<ParcoursId, Vec<Sortie>>,
    pub(crate) suspensions: HashMap<ParcoursId, Vec<Suspension>>,
    pub(crate) revues: HashMap<ParcoursId, Vec<Revue>>,
    pub(crate) prolongations: HashMap<ParcoursId, Vec<Prolongation>>,
    pub(crate) periodes: HashMap<ParcoursId, Vec<PeriodeEtat>>,
    /// The étapes of those in favour of which another parcours ended, with the étapes of that one, oldest first.
    reunies: HashMap<ParcoursId, Vec<Etape>>,
    arrets: HashMap<ParcoursId, Vec<Periode>>,
    contacts: HashMap<ParcoursId, Vec<Contact>>,
    renforts: HashMap<ParcoursId, Vec<(NaiveDate, bool)>>,
    liaisons: HashMap<ParcoursId, Vec<(Partenaire, NaiveDate)>>,
    inscriptions: HashMap<ParcoursId, NaiveDate>,
}

impl Connus {
    pub(crate) async fn lire(tx: &mut Tx, parcours: &[Parcours]) -> Result<Self, Error> {
        let ids: Vec<_> = parcours.iter().map(|one| one.id).collect();
        let doubles: HashMap<_, _> = parcours::store::reunis(tx, &ids).await?.into_iter().collect();
        let with_doubles: Vec<_> = ids.iter().chain(doubles.keys()).copied().collect();
        let steps = etape::store::des_parcours(tx, &ids).await?;
        let exits = sortie::store::des_parcours(tx, &ids).await?;
        let stopped = suspension::store::des_parcours(tx, &ids).await?;
        let prolonged = prolongation::store::des_parcours(tx, &ids).await?;
        let periodes = etat::store::des_parcours(tx, &ids).await?;
        let held = exits.iter().filter_map(|one| Some((one.parcours, one.tenue_a_tort()?))).collect::<Vec<_>>();
        let unowed = absences(&periodes).into_iter().chain(held);
        Ok(Self {
            reunies: reunies(tx, &doubles).await?,
            etapes: ranger(steps.into_iter().map(|one| (one.parcours, one))),
            sorties: ranger(exits.into_iter().map(|one| (one.parcours, one))),
            arrets: ranger(stopped.iter().map(|one| (one.parcours, one.jours())).chain(unowed)),
            suspensions: ranger(stopped.into_iter().map(|one| (one.parcours, one))),
            revues: ranger(revue::store::des_parcours(tx, &ids).await?.into_iter().map(|one| (one.parcours, one))),
            prolongations: ranger(prolonged.into_iter().map(|one| (one.parcours, one))),
            periodes: ranger(periodes),
            contacts: accompagnement::store::depuis_l_entree(tx, parcours).await?,
            renforts: ranger(qualification::store::renforts(tx, &ids).await?),
            liaisons: ranger(sous_les_gardes(liaison::store::derniers_tenus(tx, &with_doubles).await?, &doubles)),
            inscriptions: derniers(sous_les_gardes(demarche::store::inscriptions(tx, &with_doubles).await?, &doubles)),
        })
    }

    pub(crate) fn faits<'a>(&'a self, parcours: &'a Parcours) -> Faits<'a> {
        let id = &parcours.id;
        Faits {
            parcours,
            etapes: self.reunies.get(id).map_or_else(|| de(&self.etapes, id), Vec::as_slice),
            sorties: de(&self.sorties, id),
            essayees: &[],
            arrets: de(&self.arrets, id),
            revue: de(&self.revues, id).last(),
            prolonge_au: de(&self.prolongations, id).last().map(|one| one.jusqu_au),
            periodes: de(&self.periodes, id),
            contacts: de(&self.contacts, id),
            renforts: de(&self.renforts, id),
            liaisons: de(&self.liaisons, id),
            inscription: self.inscriptions.get(id).copied(),
        }
    }

    /// What the rules of `jour` ask of a parcours on that very day.
    pub(crate) fn dues(&self, parcours: &Parcours, regles: &Versions, jour: NaiveDate) -> Result<Vec<Demande>, Error> {
        self.faits(parcours).dues(jour, |jour| regles.en_vigueur(jour))
    }

    /// What the rules of `jour` ask of a parcours, whichever day it is read on.
    pub(crate) fn demandes(
        &self,
        parcours: &Parcours,
        regles: &Versions,
        jour: NaiveDate,
    ) -> Result<Vec<Demande>, Error> {
        self.faits(parcours).demandes(jour, |jour| regles.en_vigueur(jour))
    }
}

/// The étapes of each of the parcours that were kept, with those of the ones that ended in its favour.
async fn reunies(
    tx: &mut Tx,
    doubles: &HashMap<ParcoursId, ParcoursId>,
) -> Result<HashMap<ParcoursId, Vec<Etape>>, Error> {
    if doubles.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: HashSet<_> = doubles.iter().flat_map(|(double, kept)| [*double, *kept]).collect();
    let steps = etape::store::des_parcours(tx, &ids.into_iter().collect::<Vec<_>>()).await?;
    Ok(ranger(sous_les_gardes(steps.into_iter().map(|one| (one.parcours, one)), doubles)))
}

/// Each under its parcours, or under the one in favour of which that ended, in the same order.
fn sous_les_gardes<T>(
    all: impl IntoIterator<Item = (ParcoursId, T)>,
    doubles: &HashMap<ParcoursId, ParcoursId>,
) -> impl Iterator<Item = (ParcoursId, T)> {
    all.into_iter().map(move |(of, one)| (doubles.get(&of).copied().unwrap_or(of), one))
}

/// The last day of each.
fn derniers(all: impl Iterator<Item = (ParcoursId, NaiveDate)>) -> HashMap<ParcoursId, NaiveDate> {
    let mut last: HashMap<_, NaiveDate> = HashMap::new();
    for (of, le) in all {
        last.entry(of).and_modify(|known| *known = le.max(*known)).or_insert(le);
    }
    last
}

/// The days on which somebody was held to be out who was not: nobody owed them anything then, as of who is suspended.
fn absences(periodes: &[(ParcoursId, PeriodeEtat)]) -> Vec<(ParcoursId, Periode)> {
    let past = periodes.iter().filter(|(_, one)| one.etat == Etat::Sorti && one.jours.au.is_some());
    past.map(|(of, one)| (*of, one.jours)).collect()
}

fn de<'a, T>(all: &'a HashMap<ParcoursId, Vec<T>>, id: &ParcoursId) -> &'a [T] {
    all.get(id).map(Vec::as_slice).unwrap_or_default()
}

/// Each under its parcours, in the same order.
pub(crate) fn ranger<T>(all: impl IntoIterator<Item = (ParcoursId, T)>) -> HashMap<ParcoursId, Vec<T>> {
    let mut sorted: HashMap<_, Vec<_>> = HashMap::new();
    for (of, one) in all {
        sorted.entry(of).or_default().push(one);
    }
    sorted
}
