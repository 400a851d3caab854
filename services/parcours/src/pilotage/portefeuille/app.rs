//! A portfolio: what is known of each person of a référent, each thing read at once for all of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use events::annuaires::{self, Utilisateur};
use kernel::{ParcoursId, ParticipantId, UtilisateurId, calendrier};
use parcours_api::{EtapeSuivie, EtatEtape, EtatParcours, FreinOuvert, PersonneSuivie, Portefeuille};
use problem::Problem;
use store::{Error, Tx, ouvertures};

use crate::{
    etapes::etape::domain::Etape,
    pilotage::{
        accompagnement,
        echeance::{self, connus::ranger, domain::Echeance},
        portefeuille::domain::Faits,
        qualification::{self, domain::Qualification},
        vue::app::Dites,
    },
    suivi::{
        action::app::sensibles,
        liaison::{self, domain::Liaison},
        niveau::{
            self,
            domain::{Frein, Niveau, freins},
        },
    },
    vie::{
        affectation,
        etat::{self, domain::Etat},
        parcours::{self, domain::Parcours},
    },
};

/// Persons of a portfolio, at most: more than any référent follows.
const PERSONNES: i64 = 500;

/// What surrounds the parcours of a portfolio.
struct Autour {
    dites: Dites,
    /// What other services ask of each person.
    autres: HashMap<ParticipantId, Vec<Echeance>>,
    liaisons: HashMap<ParcoursId, Vec<Liaison>>,
    contacts: HashMap<ParticipantId, NaiveDate>,
    niveaux: HashMap<ParcoursId, Vec<Niveau>>,
    qualifications: HashMap<ParcoursId, Qualification>,
}

impl Autour {
    async fn lire(tx: &mut Tx, all: &[Parcours]) -> Result<Self, Problem> {
        let ids: Vec<_> = all.iter().map(|one| one.id).collect();
        let persons: Vec<_> = all.iter().map(|one| one.participant).collect();
        let (today, sensibles) = (tx.today(), sensibles(tx));
        let last = qualification::store::dernieres(tx, &ids).await?;
        let planned = liaison::store::prevues(tx, &ids).await?;
        let mut autres: HashMap<_, Vec<_>> = HashMap::new();
        for one in echeance::des_autres(tx, &persons).await? {
            autres.entry(one.participant).or_default().push(one);
        }
        Ok(Self {
            autres,
            liaisons: ranger(planned.into_iter().map(|one| (one.parcours, one))),
            dites: Dites::lire(tx, all).await?,
            contacts: accompagnement::store::derniers(tx, &persons, today).await?,
            niveaux: ranger(niveau::store::des_parcours(tx, &ids, sensibles).await?),
            qualifications: last.into_iter().map(|one| (one.parcours, one)).collect(),
        })
    }
}

/// The portfolio of somebody of the territory today, or 404: of who sees files that are opened by name, with those persons alone.
pub(crate) async fn voir(tx: &mut Tx, referent: UtilisateurId) -> Result<Portefeuille, Problem> {
    if annuaires::connues::<Utilisateur>(tx, &[referent]).await?.is_empty() {
        return Err(Problem::not_found());
    }
    let au = tx.today();
    let ids = affectation::store::en_cours(tx, referent, au, PERSONNES).await?;
    let mut all: Vec<_> = parcours::store::parmi(tx, &ids).await?.into_values().collect();
    let partielle = ouvertures::retenir(tx, &mut all, |one| one.participant).await?;
    all.sort_by_key(|one| (one.entree_le, one.id));
    let personnes = suivies(tx, &all).await?;
    Ok(annuaires::nommer(tx, Portefeuille { referent, referent_nom: None, au, partielle, personnes }).await?)
}

/// What is known of the person of each of these parcours today.
pub(crate) async fn suivies(tx: &mut Tx, all: &[Parcours]) -> Result<Vec<PersonneSuivie>, Problem> {
    let mut autour = Autour::lire(tx, all).await?;
    Ok(all.iter().map(|one| detail(one, &mut autour)).collect::<Result<_, _>>()?)
}

fn detail(one: &Parcours, autour: &mut Autour) -> Result<PersonneSuivie, Error> {
    let (today, mut echeances) = (autour.dites.today, autour.dites.toutes(one)?);
    let others = autour.autres.get(&one.participant).into_iter().flatten();
    echeances.extend(others.map(|asked| asked.demande.attendu.le(today).raison));
    let dates = Faits {
        liaisons: autour.liaisons.get(&one.id).map(Vec::as_slice).unwrap_or_default(),
        suspensions: autour.dites.connus.suspensions.get(&one.id).map(Vec::as_slice).unwrap_or_default(),
        affectations: autour.dites.affectations.get(&one.id).map(Vec::as_slice).unwrap_or_default(),
    };
    let dates = dates.dates(today);
    let rythme = autour.dites.connus.faits(one).rythme();
    let (phase, prochain_contact) =
        accompagnement::app::du_jour(autour.dites.regles.en_vigueur(today)?, &rythme, today);
    let etapes = autour.dites.connus.etapes.remove(&one.id).unwrap_or_default();
    let periodes = autour.dites.connus.periodes.remove(&one.id).unwrap_or_default();
    let dernier_contact = autour.contacts.get(&one.participant).copied();
    let qualification = autour.qualifications.remove(&one.id);
    let weighed = freins(autour.niveaux.remove(&one.id).unwrap_or_default());
    let running = etapes.iter().find(|step| step.etat == EtatEtape::Demarree);
    let ended = etapes.iter().filter_map(|step| step.fin).max().unwrap_or(one.entree_le);
    let depuis = periodes.iter().map(|days| days.jours.du).filter(|du| *du <= today).max();
    Ok(PersonneSuivie {
        parcours: one.id,
        participant: one.participant,
        participant_nom: None,
        situation: etat::domain::le(&periodes, today).map_or(EtatParcours::EnAccompagnement, Etat::code),
        depuis: depuis.unwrap_or(one.entree_le),
        entree_le: one.entree_le,
        mois: mois_pleins(one.entree_le, today),
        dernier_contact,
        phase,
        prochain_contact,
        jours_sans_etape: (running.is_none() && ended >= one.connu_des())
            .then(|| calendrier::jours_entre(ended, today)),
        etape: running.map(decrire),
        freins: weighed.iter().filter(|frein| frein.ouvert()).map(ouvert).collect(),
        echeances,
        dates,
        qualification: qualification.map(Into::into),
    })
}

fn decrire(step: &Etape) -> EtapeSuivie {
    EtapeSuivie {
        etape: step.id,
        nature: step.nature,
        intitule: step.intitule.clone(),
        debut: step.debut,
        fin_prevue: step.fin_prevue,
    }
}

const fn ouvert(frein: &Frein) -> FreinOuvert {
    FreinOuvert { theme: frein.theme, actuel: frein.actuel, evolution: frein.evolution }
}

/// Full months from a day to another.
fn mois_pleins(du: NaiveDate, au: NaiveDate) -> u32 {
    (1..=1200).take_while(|months| calendrier::plus_mois(du, *months) <= au).last().unwrap_or_default()
}
