//! Parcours, what happens in them and what the territory's rules say of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use events::annuaires;
use kernel::{ParcoursId, ParticipantId, Refus};
use parcours_api::{EtatParcours, FiltreParcours, ParcoursDto};
use problem::Problem;
use referentiel::{Partenaire, Raison, Verdict, regles};
use store::{
    Error, Tx,
    referentiels::{self, Versions},
};
use suite_api::Action;

use crate::{
    etapes::etape::{self, domain::Etape},
    pilotage::suspension::{self, domain::Suspension},
    sorties::{
        fin::{self, domain::Fin},
        sortie::{self, domain::Sortie},
    },
    suivi::{demarche, liaison},
    vie::{
        affectation::{self, domain::Affectation},
        etat::{
            self,
            domain::{Etat, PeriodeEtat},
        },
        parcours::{
            self,
            domain::{Commande, Parcours, Phase},
            store::Cle,
        },
    },
};

/// A parcours with its étapes, its suspensions, its exits and its échéances, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: ParcoursId) -> Result<ParcoursDto, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let mut told = decrire(tx, vec![parcours]).await?;
    told.pop().ok_or_else(Problem::not_found)
}

/// Of whom a list is asked is somebody of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreParcours) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, None).await
}

/// A page of parcours, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreParcours,
    apres: Option<Cle>,
) -> Result<Vec<ParcoursDto>, Problem> {
    let found = parcours::store::lister(tx, filtre, apres).await?;
    decrire(tx, found).await
}

/// What the territory's rules say today of each of these parcours.
pub(crate) async fn echeances_de(
    tx: &mut Tx,
    parcours: &[Parcours],
) -> Result<HashMap<ParcoursId, Vec<Raison>>, Problem> {
    let autour = Autour::lire(tx, parcours).await?;
    let of = |one: &Parcours| {
        let etapes = autour.etapes.get(&one.id).map_or(&[][..], Vec::as_slice);
        let suspensions = autour.suspensions.get(&one.id).map_or(&[][..], Vec::as_slice);
        let mut said = echeances(one, etapes, suspensions, &autour)?;
        said.extend(double(one, &autour)?);
        Ok((one.id, said))
    };
    parcours.iter().map(of).collect()
}

/// What surrounds some parcours, each thing read at once for all of them.
struct Autour {
    today: NaiveDate,
    regles: Versions,
    limites: HashMap<ParticipantId, Refus>,
    doubles: HashSet<ParticipantId>,
    etapes: HashMap<ParcoursId, Vec<Etape>>,
    suspensions: HashMap<ParcoursId, Vec<Suspension>>,
    sorties: HashMap<ParcoursId, Vec<Sortie>>,
    periodes: HashMap<ParcoursId, Vec<PeriodeEtat>>,
    fins: HashMap<ParcoursId, Fin>,
    affectations: HashMap<ParcoursId, Vec<Affectation>>,
    liaisons: HashMap<ParcoursId, Vec<(Partenaire, NaiveDate)>>,
    inscriptions: HashMap<ParcoursId, NaiveDate>,
}

impl Autour {
    async fn lire(tx: &mut Tx, parcours: &[Parcours]) -> Result<Self, Error> {
        let ids: Vec<_> = parcours.iter().map(|one| one.id).collect();
        let persons: Vec<_> = parcours.iter().map(|one| one.participant).collect();
        Ok(Self {
            today: tx.today(),
            regles: referentiels::versions(tx).await?,
            limites: parcours::app::limites(tx, &persons).await?,
            doubles: parcours::store::en_double(tx, &persons).await?,
            etapes: ranger(etape::store::des_parcours(tx, &ids).await?, |one| one.parcours),
            suspensions: ranger(suspension::store::des_parcours(tx, &ids).await?, |one| one.parcours),
            sorties: ranger(sortie::store::des_parcours(tx, &ids).await?, |one| one.parcours),
            periodes: par_parcours(etat::store::des_parcours(tx, &ids).await?),
            affectations: par_parcours(affectation::store::des_parcours(tx, &ids).await?),
            liaisons: par_parcours(liaison::store::derniers_tenus(tx, &ids).await?),
            inscriptions: demarche::store::inscriptions(tx, &ids).await?.into_iter().collect(),
            fins: fin::store::des_parcours(tx, &ids).await?.into_iter().collect(),
        })
    }

    /// Why nothing changes in the file of this person, when it is restricted.
    fn libre(&self, participant: ParticipantId) -> Result<(), Refus> {
        self.limites.get(&participant).map_or(Ok(()), |refus| Err(refus.clone()))
    }
}

/// Each under its parcours, in the same order.
fn ranger<T>(all: Vec<T>, of: impl Fn(&T) -> ParcoursId) -> HashMap<ParcoursId, Vec<T>> {
    par_parcours(all.into_iter().map(|one| (of(&one), one)))
}

/// The same, of what comes with its parcours.
fn par_parcours<T>(all: impl IntoIterator<Item = (ParcoursId, T)>) -> HashMap<ParcoursId, Vec<T>> {
    let mut sorted: HashMap<_, Vec<_>> = HashMap::new();
    for (of, one) in all {
        sorted.entry(of).or_default().push(one);
    }
    sorted
}

async fn decrire(tx: &mut Tx, parcours: Vec<Parcours>) -> Result<Vec<ParcoursDto>, Problem> {
    let mut autour = Autour::lire(tx, &parcours).await?;
    let told = parcours.iter().map(|one| detail(one, &mut autour)).collect::<Result<Vec<_>, _>>()?;
    Ok(annuaires::nommer(tx, told).await?)
}

fn detail(one: &Parcours, autour: &mut Autour) -> Result<ParcoursDto, Problem> {
    let etapes = autour.etapes.remove(&one.id).unwrap_or_default();
    let suspensions = autour.suspensions.remove(&one.id).unwrap_or_default();
    let sorties = autour.sorties.remove(&one.id).unwrap_or_default();
    let periodes = autour.periodes.remove(&one.id).unwrap_or_default();
    let affectations = autour.affectations.remove(&one.id).unwrap_or_default();
    let end = autour.fins.remove(&one.id).map(Into::into);
    let libre = autour.libre(one.participant);
    let mut echeances = echeances(one, &etapes, &suspensions, autour)?;
    echeances.extend(double(one, autour)?);
    let around = sortie::app::Autour {
        parcours: one,
        etapes: &etapes,
        libre: &libre,
        regles: &autour.regles,
        today: autour.today,
    };
    let sorties = sorties.into_iter().map(|exit| sortie::app::decrire(exit, &around)).collect::<Result<_, _>>()?;
    let etape = |step| etape::app::decrire(step, one, &libre, &autour.regles);
    let told_steps = etapes.iter().cloned().map(etape).collect::<Result<_, _>>()?;
    let action = |(nom, commande)| Action::selon(nom, libre.clone().and_then(|()| one.peut(commande)));
    let ended = Action::selon("fin", libre.clone().and_then(|()| fin::domain::peut(one, &etapes)));
    let actions = Commande::MONTREES.into_iter().map(action).chain([ended]).collect();
    let etat = etat::domain::le(&periodes, autour.today).map_or(EtatParcours::EnAccompagnement, Etat::code);
    let suspensions = suspensions.into_iter().map(|one| suspension::app::decrire(one, &libre, autour.today)).collect();
    let Parcours { id, participant, candidature, referent, entree_le, reuni_a, .. } = *one;
    let referent = affectation::domain::le(&affectations, autour.today).unwrap_or(referent);
    Ok(ParcoursDto {
        id,
        participant,
        participant_nom: None,
        candidature,
        referent,
        referent_nom: None,
        affectations: affectations.into_iter().map(Into::into).collect(),
        entree_le,
        etat,
        periodes: periodes.into_iter().map(Into::into).collect(),
        fin: end,
        reuni_a,
        etapes: told_steps,
        suspensions,
        sorties,
        echeances,
        actions,
    })
}

/// Who has two parcours is counted once, and somebody decides which one goes on.
fn double(parcours: &Parcours, autour: &Autour) -> Result<Option<Raison>, Problem> {
    if parcours.phase == Phase::Termine || !autour.doubles.contains(&parcours.participant) {
        return Ok(None);
    }
    let sentence = "la personne a un autre parcours en cours : décider lequel continue";
    let referentiel = autour.regles.en_vigueur(autour.today)?;
    Ok(Some(Verdict::new(referentiel, "un_seul_parcours", (), sentence).raison))
}

fn echeances(
    parcours: &Parcours,
    etapes: &[Etape],
    suspensions: &[Suspension],
    autour: &Autour,
) -> Result<Vec<Raison>, Problem> {
    if !parcours.doit_des_etapes() {
        return Ok(vec![]);
    }
    let today = autour.today;
    let referentiel = autour.regles.en_vigueur(today)?;
    let faits = regles::etapes::Faits {
        entree: parcours.entree_le,
        etapes: etapes.iter().filter_map(Etape::periode).collect(),
        suspensions: suspensions.iter().map(Suspension::jours).collect(),
    };
    let said = [
        regles::etapes::ecart(referentiel, &faits, today),
        regles::etapes::par_douze_mois(referentiel, &faits, today),
        regles::revue::longue_duree(referentiel, parcours.entree_le, today),
    ];
    let held = autour.liaisons.get(&parcours.id).map_or(&[][..], Vec::as_slice);
    let met = regles::points_partenaires::prochains(referentiel, parcours.entree_le, held, today);
    let until = autour.inscriptions.get(&parcours.id);
    let registered = until.map(|until| regles::demarches::renouvellement(referentiel, *until, today));
    Ok(said.into_iter().flatten().chain(met).chain(registered).map(|verdict| verdict.raison).collect())
}
