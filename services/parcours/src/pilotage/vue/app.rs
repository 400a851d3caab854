//! Parcours, what happens in them and what the territory's rules say of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use auth::Permission;
use chrono::NaiveDate;
use events::annuaires::{self, Utilisateur};
use kernel::{DemandeId, ParcoursId, ParticipantId, Refus, Role, SortieId, UtilisateurId, calendrier::Periode};
use parcours_api::{EtatParcours, FiltreParcours, ParcoursDto};
use problem::Problem;
use referentiel::{Inconnu, NatureDemande, ObjetEcheance, Raison, Verdict, regles::cadrage};
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
        vue::domain::{Faits, avant_l_entree, jour_de_la_sortie, sans_mandat},
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
    pub(crate) affectations: HashMap<ParcoursId, Vec<Affectation>>,
    /// The days of the roles of référent of who follows one of these persons today, where they are known.
    mandats: HashMap<UtilisateurId, Vec<Periode>>,
    doubles: HashSet<ParticipantId>,
}

impl Dites {
    pub(crate) async fn lire(tx: &mut Tx, parcours: &[Parcours]) -> Result<Self, Error> {
        let ids: Vec<_> = parcours.iter().map(|one| one.id).collect();
        let persons: Vec<_> = parcours.iter().map(|one| one.participant).collect();
        let (today, affectations) = (tx.today(), ranger(affectation::store::des_parcours(tx, &ids).await?));
        let followers: BTreeSet<_> = parcours.iter().map(|one| referent(one, &affectations, today)).collect();
        let cards = annuaires::connues::<Utilisateur>(tx, &followers.into_iter().collect::<Vec<_>>()).await?;
        Ok(Self {
            today,
            affectations,
            mandats: cards.into_iter().map(|(who, card)| (who, mandats(&card))).collect(),
            regles: referentiels::versions(tx).await?,
            connus: Connus::lire(tx, parcours).await?,
            doubles: parcours::store::en_double(tx, &persons).await?,
        })
    }

    /// What the rules ask of a parcours itself, its étapes and its exits saying their own; whether the person has
    /// another one, whether who follows them may, and what precedes its entry.
    pub(crate) fn de(&self, parcours: &Parcours) -> Result<Vec<Raison>, Error> {
        self.dites(parcours, |objet| objet == ObjetEcheance::Parcours)
    }

    /// The same with what is asked of its étapes and of its exits.
    pub(crate) fn toutes(&self, parcours: &Parcours) -> Result<Vec<Raison>, Error> {
        self.dites(parcours, |_| true)
    }

    fn dites(&self, parcours: &Parcours, montre: impl Fn(ObjetEcheance) -> bool) -> Result<Vec<Raison>, Error> {
        let asked = self.connus.dues(parcours, &self.regles, self.today)?;
        let shown = asked.into_iter().filter(|one| montre(one.objet));
        let said = shown.map(|one| one.attendu.le(self.today).raison);
        let unknown = self.connus.faits(parcours).inconnus(self.regles.en_vigueur(self.today)?);
        let unknown = unknown.into_iter().map(Inconnu::raison);
        let before = self.avant_l_entree(parcours)?;
        let own = self.double(parcours)?.into_iter().chain(self.sans_mandat(parcours)?);
        Ok(said.chain(unknown).chain(own).chain(before).collect())
    }

    /// Who follows the person may do so no more: nobody took them over.
    fn sans_mandat(&self, parcours: &Parcours) -> Result<Option<Raison>, Error> {
        let held = self.mandats.get(&referent(parcours, &self.affectations, self.today));
        let Some(held) = held.filter(|_| parcours.phase != Phase::Termine) else { return Ok(None) };
        Ok(sans_mandat(self.regles.en_vigueur(self.today)?, held, self.today))
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

/// Who follows a parcours on a day.
fn referent(
    parcours: &Parcours,
    affectations: &HashMap<ParcoursId, Vec<Affectation>>,
    jour: NaiveDate,
) -> UtilisateurId {
    let known = affectations.get(&parcours.id).map(Vec::as_slice).unwrap_or_default();
    affectation::domain::le(known, jour).unwrap_or(parcours.referent)
}

/// The days of the roles of référent of somebody.
fn mandats(card: &Utilisateur) -> Vec<Periode> {
    let held = card.roles.iter().filter(|one| one.role == Role::Referent);
    held.map(|one| Periode { du: one.du, au: one.au }).collect()
}

/// What surrounds some parcours, each thing read at once for all of them.
struct Autour {
    dites: Dites,
    limites: HashMap<ParticipantId, Refus>,
    fins: HashMap<ParcoursId, Fin>,
    demandes: HashMap<ParcoursId, Vec<Demande>>,
    sorties_demandees: HashMap<SortieId, DemandeId>,
    /// Whether the caller reads what was noted of the bilans.
    notes: bool,
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
            demandes: demande::app::des_parcours(tx, &ids).await?,
            sorties_demandees: demande::app::sorties_en_attente(tx, &ids).await?,
            fins: fin::store::des_parcours(tx, &ids).await?.into_iter().collect(),
            notes: etape::app::lit_les_notes(tx),
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
    let affectations = autour.dites.affectations.remove(&one.id).unwrap_or_default();
    let libre = parcours::app::libre(&autour.limites, one.participant);
    let waits = demandes.iter().find(|asked| asked.attend(NatureDemande::CorrectionFin)).map(|asked| asked.id);
    let may = fin::app::actions(one, waits, &libre);
    let end = autour.fins.remove(&one.id).map(|end| fin::app::decrire(end, &etapes, &autour.dites.regles, waits, may));
    let around = sortie::app::Autour {
        parcours: one,
        etapes: &etapes,
        libre: &libre,
        regles: &autour.dites.regles,
        demandes: &autour.sorties_demandees,
        today: autour.dites.today,
    };
    let sorties = sorties.into_iter().map(|exit| sortie::app::decrire(exit, &around)).collect::<Result<_, _>>()?;
    let (notes, today) = (autour.notes, autour.dites.today);
    let etape = |step| etape::app::decrire(step, one, &libre, &autour.dites.regles, notes, today);
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
        fin: end.transpose()?,
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
