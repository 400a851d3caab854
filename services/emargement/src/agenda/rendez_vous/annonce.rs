//! What the other services are told of appointments: all that the rules ask of each person there.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use events::{
    ECHEANCES_RENDEZ_VOUS, EcheancesDites,
    annuaires::{self, Annonce, Personne},
    dire_echeances,
};
use kernel::{
    Id, ParticipantId, RendezVousId, RessourceId, UtilisateurId,
    calendrier::{Periode, dernier_du_mois, premier_du_mois},
};
use problem::Problem;
use referentiel::ObjetEcheance;
use store::{Error, Tx, fusions, limitations, referentiels};

use crate::agenda::{
    mois::{self, domain::mois_entre},
    rendez_vous::{
        domain::{RendezVous, echeance},
        store as rows,
    },
};

/// What appointments are noted under.
const NATURE: &str = "echeances";

/// Of appointments of which a fact changed, or what became of a person there.
pub(crate) const ECHEANCES: Annonce = Annonce {
    nature: NATURE,
    dire: |tx, ids| Box::pin(async move { dire(tx, &ids.into_iter().map(Id::of_kind).collect::<Vec<_>>()).await }),
};

/// Of persons who were erased.
pub(crate) const ECHEANCES_DE_PERSONNES: Annonce = Annonce {
    nature: "echeances_personne",
    dire: |tx, ids: Vec<RessourceId>| {
        Box::pin(async move {
            let ids: Vec<_> = ids.into_iter().map(Id::of_kind).collect();
            redire(tx, &ids).await
        })
    },
};

/// Of months whose sheet is signed, or open again.
pub(crate) const ECHEANCES_DE_MOIS: Annonce = Annonce {
    nature: "echeances_mois",
    dire: |tx, ids: Vec<RessourceId>| {
        Box::pin(async move {
            let mut held = Vec::new();
            for (agent, month) in mois::store::des_feuilles(tx, &ids).await? {
                let jours = Periode { du: month, au: Some(dernier_du_mois(month)) };
                held.extend(rows::de_la_periode(tx, agent, jours).await?.into_iter().map(|one| one.id));
            }
            dire(tx, &held).await
        })
    },
};

/// Under rules that were published: there may be thousands, which are told lot by lot.
pub(crate) const REGLES: Annonce = Annonce {
    nature: "echeances_regles",
    dire: |tx, _| {
        Box::pin(async move {
            let open = rows::ouverts(tx).await?;
            Ok(store::annuaires::noter(tx, NATURE, &open).await?)
        })
    },
};

/// Tells again what is asked of these persons at each of their appointments.
pub(crate) async fn redire(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<(), Problem> {
    let ids = rows::de_personnes(tx, personnes).await?;
    dire(tx, &ids).await
}

async fn dire(tx: &mut Tx, ids: &[RendezVousId]) -> Result<(), Problem> {
    let found = rows::parmi(tx, ids).await?;
    let presences = rows::identifiants(tx, ids).await?;
    let connues = Connues::lire(tx, &found).await?;
    let (regles, fuseau) = (referentiels::versions(tx).await?, tx.fuseau());
    let mut told = Vec::new();
    for one in &found {
        let (du, au) = one.plage().bornes(fuseau);
        let figee = mois_entre(du, au).any(|month| connues.signes.contains(&(one.animateur, month)));
        let referentiel = regles.en_vigueur(du)?;
        for presence in &one.presences {
            let Some(part) = presences.get(&(one.id, presence.participant)) else { continue };
            let asked = connues
                .demande(one, presence.participant)
                .then(|| echeance::demande(referentiel, one, presence, fuseau, figee));
            told.push(EcheancesDites {
                objet: ObjetEcheance::RendezVous,
                id: one.id.ressource(),
                part: Some(*part),
                participant: presence.participant,
                referent: Some(one.animateur),
                reportables: true,
                echeances: asked.flatten().into_iter().collect(),
            });
        }
    }
    dire_echeances(tx, ECHEANCES_RENDEZ_VOUS, &told).await
}

/// What surrounds some appointments, read at once for all of them.
struct Connues {
    /// Who was erased.
    anonymes: HashSet<ParticipantId>,
    /// Whose processing is restricted: nobody may say what came of their appointments.
    limites: HashSet<ParticipantId>,
    /// In which file each person's records are now.
    dossiers: HashMap<ParticipantId, ParticipantId>,
    /// Months whose sheet is signed, by who leads.
    signes: HashSet<(UtilisateurId, NaiveDate)>,
}

impl Connues {
    async fn lire(tx: &mut Tx, all: &[RendezVous]) -> Result<Self, Error> {
        let persons: BTreeSet<_> =
            all.iter().flat_map(|one| &one.presences).map(|presence| presence.participant).collect();
        let persons = Vec::from_iter(persons);
        let cards = annuaires::connues::<Personne>(tx, &persons).await?;
        let files = fusions::dossiers(tx, &persons).await?;
        let restricted = limitations::parmi(tx, &persons).await?;
        let fuseau = tx.fuseau();
        let leaders = Vec::from_iter(all.iter().map(|one| one.animateur).collect::<BTreeSet<_>>());
        let days = all.iter().map(|one| one.plage().bornes(fuseau));
        let spanned = days.reduce(|(first, last), (du, au)| (first.min(du), last.max(au)));
        let signes = match spanned {
            Some((du, au)) => mois::store::signes(tx, &leaders, premier_du_mois(du), au).await?,
            None => HashSet::new(),
        };
        Ok(Self {
            anonymes: cards.into_values().filter(|one| one.anonyme).map(|one| one.id).collect(),
            limites: restricted.into_iter().map(|(person, _)| person).collect(),
            dossiers: persons.into_iter().zip(files).collect(),
            signes,
        })
    }

    /// Whether something is asked of a person at an appointment: they were not erased, their processing is not restricted, and
    /// they are not there under another file too, that absorbed this one.
    fn demande(&self, one: &RendezVous, participant: ParticipantId) -> bool {
        let twice = self
            .dossiers
            .get(&participant)
            .filter(|file| **file != participant)
            .is_some_and(|file| one.presences.iter().any(|presence| presence.participant == *file));
        !twice && !self.anonymes.contains(&participant) && !self.limites.contains(&participant)
    }
}
