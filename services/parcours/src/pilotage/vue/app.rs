//! Parcours, what happens in them and what the territory's rules say of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use events::annuaires;
use kernel::{ParcoursId, ParticipantId, Refus};
use parcours_api::{EtatParcours, FiltreParcours, ParcoursDto};
use problem::Problem;
use referentiel::{ObjetEcheance, Raison, Verdict};
use store::{
    Error, Tx,
    referentiels::{self, Versions},
};
use suite_api::Action;

use crate::{
    etapes::etape,
    pilotage::{
        echeance::connus::{Connus, ranger},
        suspension,
    },
    sorties::{
        fin::{self, domain::Fin},
        sortie,
    },
    vie::{
        affectation::{self, domain::Affectation},
        etat::{self, domain::Etat},
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
    let of = |one: &Parcours| Ok((one.id, echeances(one, &autour)?));
    parcours.iter().map(of).collect()
}

/// What surrounds some parcours, each thing read at once for all of them.
struct Autour {
    today: NaiveDate,
    regles: Versions,
    limites: HashMap<ParticipantId, Refus>,
    doubles: HashSet<ParticipantId>,
    connus: Connus,
    fins: HashMap<ParcoursId, Fin>,
    affectations: HashMap<ParcoursId, Vec<Affectation>>,
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
            connus: Connus::lire(tx, parcours).await?,
            affectations: ranger(affectation::store::des_parcours(tx, &ids).await?),
            fins: fin::store::des_parcours(tx, &ids).await?.into_iter().collect(),
        })
    }

    /// Why nothing changes in the file of this person, when it is restricted.
    fn libre(&self, participant: ParticipantId) -> Result<(), Refus> {
        self.limites.get(&participant).map_or(Ok(()), |refus| Err(refus.clone()))
    }
}

async fn decrire(tx: &mut Tx, parcours: Vec<Parcours>) -> Result<Vec<ParcoursDto>, Problem> {
    let mut autour = Autour::lire(tx, &parcours).await?;
    let told = parcours.iter().map(|one| detail(one, &mut autour)).collect::<Result<Vec<_>, _>>()?;
    Ok(annuaires::nommer(tx, told).await?)
}

fn detail(one: &Parcours, autour: &mut Autour) -> Result<ParcoursDto, Problem> {
    let echeances = echeances(one, autour)?;
    let etapes = autour.connus.etapes.remove(&one.id).unwrap_or_default();
    let suspensions = autour.connus.suspensions.remove(&one.id).unwrap_or_default();
    let sorties = autour.connus.sorties.remove(&one.id).unwrap_or_default();
    let periodes = autour.connus.periodes.remove(&one.id).unwrap_or_default();
    let affectations = autour.affectations.remove(&one.id).unwrap_or_default();
    let end = autour.fins.remove(&one.id).map(|end| fin::app::decrire(end, &autour.regles)).transpose()?;
    let libre = autour.libre(one.participant);
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
fn double(parcours: &Parcours, autour: &Autour) -> Result<Option<Raison>, Error> {
    if parcours.phase == Phase::Termine || !autour.doubles.contains(&parcours.participant) {
        return Ok(None);
    }
    let sentence = "la personne a un autre parcours en cours : décider lequel continue";
    let referentiel = autour.regles.en_vigueur(autour.today)?;
    Ok(Some(Verdict::new(referentiel, "un_seul_parcours", (), sentence).raison))
}

/// What the rules ask of the parcours itself, its étapes saying their own; and whether the person has another one.
fn echeances(parcours: &Parcours, autour: &Autour) -> Result<Vec<Raison>, Error> {
    let asked = autour.connus.demandes(parcours, &autour.regles, autour.today)?;
    let own = asked.into_iter().filter(|one| one.objet == ObjetEcheance::Parcours);
    let said = own.map(|one| one.attendu.le(autour.today).raison);
    Ok(said.chain(double(parcours, autour)?).collect())
}
