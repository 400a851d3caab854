//! Parcours, what happens in them and what the territory's rules say of them.

use std::collections::{HashMap, HashSet};

use auth::Permission;
use chrono::NaiveDate;
use events::annuaires;
use kernel::{DemandeId, ParcoursId, ParticipantId, Refus, SortieId};
use parcours_api::{EtatParcours, FiltreParcours, ParcoursDto};
use problem::Problem;
use referentiel::{Inconnu, ObjetEcheance, Raison, Verdict, regles::cadrage};
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
        vue::domain::{Faits, avant_l_entree, jour_de_la_sortie},
    },
    sorties::{
        fin::{self, domain::Fin},
        sortie,
    },
    vie::{
        affectation::{self, domain::Affectation},
        demande::{self, domain::Demande},
        etat::{self, domain::Etat},
        parcours::{
            self,
            domain::{Commande, Parcours, Phase},
            store::Cle,
        },
        rsa::{self, domain::Situation},
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

/// What the rules read of some parcours to say what they ask of each.
pub(crate) struct Dites {
    pub(crate) today: NaiveDate,
    pub(crate) regles: Versions,
    pub(crate) connus: Connus,
    doubles: HashSet<ParticipantId>,
}

impl Dites {
    pub(crate) async fn lire(tx: &mut Tx, parcours: &[Parcours]) -> Result<Self, Error> {
        let persons: Vec<_> = parcours.iter().map(|one| one.participant).collect();
        Ok(Self {
            today: tx.today(),
            regles: referentiels::versions(tx).await?,
            connus: Connus::lire(tx, parcours).await?,
            doubles: parcours::store::en_double(tx, &persons).await?,
        })
    }

    /// What the rules ask of a parcours itself, its étapes and its exits saying their own; whether the person has
    /// another one, and what precedes its entry.
    pub(crate) fn de(&self, parcours: &Parcours) -> Result<Vec<Raison>, Error> {
        let asked = self.connus.demandes(parcours, &self.regles, self.today)?;
        let own = asked.into_iter().filter(|one| one.objet == ObjetEcheance::Parcours);
        let said = own.map(|one| one.attendu.le(self.today).raison);
        let unknown = self.connus.faits(parcours).inconnus(self.regles.en_vigueur(self.today)?);
        let unknown = unknown.into_iter().map(Inconnu::raison);
        let before = self.avant_l_entree(parcours)?;
        Ok(said.chain(unknown).chain(self.double(parcours)?).chain(before).collect())
    }

    /// What begins before the entry since it was corrected.
    fn avant_l_entree(&self, parcours: &Parcours) -> Result<Vec<Raison>, Error> {
        let (id, connus) = (&parcours.id, &self.connus);
        let faits = Faits {
            etapes: connus.etapes.get(id).map(Vec::as_slice).unwrap_or_default(),
            suspensions: connus.suspensions.get(id).map(Vec::as_slice).unwrap_or_default(),
            sorties: connus.sorties.get(id).map(Vec::as_slice).unwrap_or_default(),
            sorti_le: parcours.sorti_le,
        };
        Ok(avant_l_entree(self.regles.en_vigueur(self.today)?, parcours, faits))
    }

    /// Who has two parcours is counted once, and somebody decides which one goes on.
    fn double(&self, parcours: &Parcours) -> Result<Option<Raison>, Error> {
        if parcours.phase == Phase::Termine || !self.doubles.contains(&parcours.participant) {
            return Ok(None);
        }
        let sentence = "la personne a un autre parcours en cours : décider lequel continue";
        let referentiel = self.regles.en_vigueur(self.today)?;
        Ok(Some(Verdict::new(referentiel, "un_seul_parcours", (), sentence).raison))
    }
}

/// What surrounds some parcours, each thing read at once for all of them.
struct Autour {
    dites: Dites,
    limites: HashMap<ParticipantId, Refus>,
    fins: HashMap<ParcoursId, Fin>,
    demandes: HashMap<ParcoursId, Vec<Demande>>,
    sorties_demandees: HashMap<SortieId, DemandeId>,
    affectations: HashMap<ParcoursId, Vec<Affectation>>,
    /// None where the caller may not read situations.
    rsa: Option<HashMap<ParticipantId, Vec<Situation>>>,
}

impl Autour {
    async fn lire(tx: &mut Tx, parcours: &[Parcours]) -> Result<Self, Error> {
        let ids: Vec<_> = parcours.iter().map(|one| one.id).collect();
        let persons: Vec<_> = parcours.iter().map(|one| one.participant).collect();
        Ok(Self {
            dites: Dites::lire(tx, parcours).await?,
            limites: parcours::app::limites(tx, &persons).await?,
            affectations: ranger(affectation::store::des_parcours(tx, &ids).await?),
            demandes: demande::app::des_parcours(tx, &ids).await?,
            sorties_demandees: demande::app::sorties_en_attente(tx, &ids).await?,
            fins: fin::store::des_parcours(tx, &ids).await?.into_iter().collect(),
            rsa: if tx.acteur().titres.donnent(Permission::SituationLire) {
                Some(rsa::store::des_personnes(tx, &persons).await?)
            } else {
                None
            },
        })
    }

    /// What is agreed about the exit of who receives the RSA, on the day on which it is judged; today while there is none.
    fn cadrage(&self, parcours: &Parcours) -> Result<Option<Raison>, Error> {
        let Some(known) = &self.rsa else { return Ok(None) };
        let exits = self.dites.connus.sorties.get(&parcours.id).map(Vec::as_slice).unwrap_or_default();
        let jour = jour_de_la_sortie(exits, parcours.sorti_le).unwrap_or(self.dites.today);
        let situations = known.get(&parcours.participant).map(Vec::as_slice).unwrap_or_default();
        let said = cadrage::sortie(self.dites.regles.en_vigueur(jour)?, rsa::domain::le(situations, jour));
        Ok(said.map(|verdict| verdict.raison))
    }
}

async fn decrire(tx: &mut Tx, parcours: Vec<Parcours>) -> Result<Vec<ParcoursDto>, Problem> {
    let mut autour = Autour::lire(tx, &parcours).await?;
    let told = parcours.iter().map(|one| detail(one, &mut autour)).collect::<Result<Vec<_>, _>>()?;
    Ok(annuaires::nommer(tx, told).await?)
}

fn detail(one: &Parcours, autour: &mut Autour) -> Result<ParcoursDto, Problem> {
    let (echeances, cadrage_sortie) = (autour.dites.de(one)?, autour.cadrage(one)?);
    let etapes = autour.dites.connus.etapes.remove(&one.id).unwrap_or_default();
    let suspensions = autour.dites.connus.suspensions.remove(&one.id).unwrap_or_default();
    let sorties = autour.dites.connus.sorties.remove(&one.id).unwrap_or_default();
    let revues = autour.dites.connus.revues.remove(&one.id).unwrap_or_default();
    let prolongations = autour.dites.connus.prolongations.remove(&one.id).unwrap_or_default();
    let demandes = autour.demandes.remove(&one.id).unwrap_or_default();
    let periodes = autour.dites.connus.periodes.remove(&one.id).unwrap_or_default();
    let affectations = autour.affectations.remove(&one.id).unwrap_or_default();
    let end = autour.fins.remove(&one.id).map(|end| fin::app::decrire(end, &autour.dites.regles)).transpose()?;
    let libre = parcours::app::libre(&autour.limites, one.participant);
    let around = sortie::app::Autour {
        parcours: one,
        etapes: &etapes,
        libre: &libre,
        regles: &autour.dites.regles,
        demandes: &autour.sorties_demandees,
        today: autour.dites.today,
    };
    let sorties = sorties.into_iter().map(|exit| sortie::app::decrire(exit, &around)).collect::<Result<_, _>>()?;
    let etape = |step| etape::app::decrire(step, one, &libre, &autour.dites.regles, autour.dites.today);
    let told_steps = etapes.iter().cloned().map(etape).collect::<Result<_, _>>()?;
    let action = |(nom, commande)| Action::selon(nom, libre.clone().and_then(|()| one.peut(commande)));
    let ended = Action::selon("fin", libre.clone().and_then(|()| fin::domain::peut(one, &etapes)));
    let actions = Commande::MONTREES.into_iter().map(action).chain([ended]).collect();
    let etat = etat::domain::le(&periodes, autour.dites.today).map_or(EtatParcours::EnAccompagnement, Etat::code);
    let suspensions =
        suspensions.into_iter().map(|one| suspension::app::decrire(one, &libre, autour.dites.today)).collect();
    let Parcours { id, participant, candidature, referent, entree_le, reuni_a, connu_depuis, .. } = *one;
    let referent = affectation::domain::le(&affectations, autour.dites.today).unwrap_or(referent);
    Ok(ParcoursDto {
        id,
        participant,
        participant_nom: None,
        candidature,
        referent,
        referent_nom: None,
        affectations: affectations.into_iter().map(Into::into).collect(),
        entree_le,
        connu_depuis,
        etat,
        periodes: periodes.into_iter().map(Into::into).collect(),
        fin: end,
        reuni_a,
        etapes: told_steps,
        suspensions,
        demandes: demandes.into_iter().map(|one| demande::app::decrire(one, &libre)).collect(),
        revues: revues.into_iter().map(Into::into).collect(),
        prolongations: prolongations.into_iter().map(Into::into).collect(),
        sorties,
        cadrage_sortie,
        echeances,
        actions,
    })
}
