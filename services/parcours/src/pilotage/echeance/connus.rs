//! The facts of some parcours, each thing read at once for all of them.

use std::collections::HashMap;

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
        etat::{self, domain::PeriodeEtat},
        parcours::domain::Parcours,
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
    arrets: HashMap<ParcoursId, Vec<Periode>>,
    contacts: HashMap<ParcoursId, Vec<Contact>>,
    renforts: HashMap<ParcoursId, Vec<(NaiveDate, bool)>>,
    liaisons: HashMap<ParcoursId, Vec<(Partenaire, NaiveDate)>>,
    inscriptions: HashMap<ParcoursId, NaiveDate>,
}

impl Connus {
    pub(crate) async fn lire(tx: &mut Tx, parcours: &[Parcours]) -> Result<Self, Error> {
        let ids: Vec<_> = parcours.iter().map(|one| one.id).collect();
        let steps = etape::store::des_parcours(tx, &ids).await?;
        let exits = sortie::store::des_parcours(tx, &ids).await?;
        let stopped = suspension::store::des_parcours(tx, &ids).await?;
        let prolonged = prolongation::store::des_parcours(tx, &ids).await?;
        Ok(Self {
            etapes: ranger(steps.into_iter().map(|one| (one.parcours, one))),
            sorties: ranger(exits.into_iter().map(|one| (one.parcours, one))),
            arrets: ranger(stopped.iter().map(|one| (one.parcours, one.jours()))),
            suspensions: ranger(stopped.into_iter().map(|one| (one.parcours, one))),
            revues: ranger(revue::store::des_parcours(tx, &ids).await?.into_iter().map(|one| (one.parcours, one))),
            prolongations: ranger(prolonged.into_iter().map(|one| (one.parcours, one))),
            periodes: ranger(etat::store::des_parcours(tx, &ids).await?),
            contacts: accompagnement::store::depuis_l_entree(tx, parcours).await?,
            renforts: ranger(qualification::store::renforts(tx, &ids).await?),
            liaisons: ranger(liaison::store::derniers_tenus(tx, &ids).await?),
            inscriptions: demarche::store::inscriptions(tx, &ids).await?.into_iter().collect(),
        })
    }

    pub(crate) fn faits<'a>(&'a self, parcours: &'a Parcours) -> Faits<'a> {
        let id = &parcours.id;
        Faits {
            parcours,
            etapes: de(&self.etapes, id),
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

    /// What the rules of `jour` ask of a parcours.
    pub(crate) fn demandes(
        &self,
        parcours: &Parcours,
        regles: &Versions,
        jour: NaiveDate,
    ) -> Result<Vec<Demande>, Error> {
        self.faits(parcours).demandes(jour, |jour| regles.en_vigueur(jour))
    }
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
