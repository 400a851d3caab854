//! What the rules ask of a parcours, from its facts alone.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ActeurId, EcheanceId, Nominatif, ParcoursId, ParticipantId, Personnes, Refus, RessourceId, Service, UtilisateurId,
    calendrier::{self, Periode, dernier_du_mois, premier_du_mois},
    phrase,
};
use parcours_api::EtatSortie;
use problem::FieldError;
use referentiel::{
    Attendu, Inconnu, ObjetEcheance, Partenaire, Referentiel, Reponse,
    regles::{bilans, contact, demarches, etapes, fin_de_droit, points_partenaires, revue, rythme, suivi},
};

use crate::{
    etapes::etape::domain::Etape,
    pilotage::{
        accompagnement::domain::{self as accompagnement, Contact, Presence},
        revue::domain::Revue,
    },
    sorties::sortie::domain::Sortie,
    vie::{
        etat::domain::PeriodeEtat,
        parcours::domain::{Parcours, Phase},
    },
};

/// What is known of a parcours, as its rules read it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Faits<'a> {
    pub(crate) parcours: &'a Parcours,
    pub(crate) etapes: &'a [Etape],
    pub(crate) sorties: &'a [Sortie],
    /// Days of étapes that might be.
    pub(crate) essayees: &'a [Periode],
    /// Suspensions and veilles.
    pub(crate) arrets: &'a [Periode],
    /// The last review.
    pub(crate) revue: Option<&'a Revue>,
    /// To which day the end of the right was moved.
    pub(crate) prolonge_au: Option<NaiveDate>,
    pub(crate) periodes: &'a [PeriodeEtat],
    /// Since the entry, oldest first.
    pub(crate) contacts: &'a [Contact],
    /// From which days on the person is to be seen more often, or no longer is, oldest first.
    pub(crate) renforts: &'a [(NaiveDate, bool)],
    /// The last exchange that was held with each partner.
    pub(crate) liaisons: &'a [(Partenaire, NaiveDate)],
    /// Until when the person is registered with France Travail.
    pub(crate) inscription: Option<NaiveDate>,
}

/// What a rule asks for, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demande {
    pub(crate) objet: ObjetEcheance,
    pub(crate) objet_id: RessourceId,
    pub(crate) attendu: Attendu,
}

/// A demand as the list keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Echeance {
    pub(crate) id: EcheanceId,
    pub(crate) source: Service,
    pub(crate) participant: ParticipantId,
    /// None of what a candidature or a participation asks for.
    pub(crate) parcours: Option<ParcoursId>,
    /// Who follows the person before the entry; afterwards their parcours says it.
    pub(crate) referent: Option<UtilisateurId>,
    pub(crate) demande: Demande,
    pub(crate) reportable: bool,
    pub(crate) report: Option<Report>,
}

/// That one is not warned of it before a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) au: NaiveDate,
    pub(crate) motif: String,
    pub(crate) par: ActeurId,
    pub(crate) le: DateTime<Utc>,
}

impl Nominatif for Echeance {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Faits<'_> {
    /// What the rules in force on `jour` ask for, `regles` saying which they are; an étape and an exit keep those of their first day.
    pub(crate) fn demandes<'r, E>(
        &self,
        jour: NaiveDate,
        regles: impl Fn(NaiveDate) -> Result<&'r Referentiel, E>,
    ) -> Result<Vec<Demande>, E> {
        if self.parcours.phase == Phase::Termine {
            return Ok(vec![]);
        }
        let referentiel = regles(jour)?;
        let mut asked: Vec<_> = self.attendus(referentiel).map(|one| self.demande(one)).collect();
        for etape in self.etapes.iter().filter(|etape| etape.doit_des_bilans()) {
            asked.extend(bilan(regles(etape.debut)?, etape, self.parcours.connu_depuis));
        }
        for sortie in self.sorties.iter().filter(|sortie| sortie.etat == EtatSortie::EnSuivi) {
            let attendu = suivi::attendu(regles(sortie.debut)?, &sortie.faits(), jour, self.parcours.connu_depuis);
            let objet_id = sortie.id.ressource();
            asked.extend(attendu.map(|attendu| Demande { objet: ObjetEcheance::Sortie, objet_id, attendu }));
        }
        Ok(asked)
    }

    fn demande(&self, attendu: Attendu) -> Demande {
        Demande { objet: ObjetEcheance::Parcours, objet_id: self.parcours.id.ressource(), attendu }
    }

    fn attendus(&self, referentiel: &Referentiel) -> impl Iterator<Item = Attendu> {
        self.du_parcours(referentiel).into_iter().filter_map(Reponse::attendu)
    }

    /// What the rules in force cannot say of it, its history being known from a later day on.
    pub(crate) fn inconnus(&self, referentiel: &Referentiel) -> Vec<Inconnu> {
        if self.parcours.phase == Phase::Termine || self.parcours.connu_depuis.is_none() {
            return vec![];
        }
        let unknown = |one| match one {
            Reponse::Attendu(_) => None,
            Reponse::Inconnu(inconnu) => Some(inconnu),
        };
        self.du_parcours(referentiel).into_iter().filter_map(unknown).collect()
    }

    fn du_parcours(&self, referentiel: &Referentiel) -> Vec<Reponse> {
        let contact = rythme::du_mois(referentiel, || self.mois(referentiel)).map(Into::into);
        let suivant = contact::prochain(referentiel, &self.rythme()).map(Into::into);
        if !self.parcours.doit_des_etapes() {
            return contact.into_iter().chain(suivant).collect();
        }
        let faits = etapes::Faits {
            entree: self.parcours.entree_le,
            etapes: self.courues(),
            suspensions: self.arrets.to_vec(),
            connu_depuis: self.parcours.connu_depuis,
        };
        let Parcours { entree_le, connu_depuis, .. } = *self.parcours;
        let asked = [
            contact,
            suivant,
            etapes::ecart(referentiel, &faits).map(Into::into),
            etapes::par_douze_mois(referentiel, &faits).map(Into::into),
            revue::longue_duree(referentiel, entree_le, connu_depuis, self.revue.map(Revue::faite)),
            fin_de_droit::attendu(referentiel, entree_le, None, self.prolonge_au).map(Into::into),
            self.inscription.map(|until| demarches::renouvellement(referentiel, until).into()),
        ];
        let met = points_partenaires::prochains(referentiel, entree_le, connu_depuis, self.liaisons);
        asked.into_iter().flatten().chain(met.into_iter().map(Into::into)).collect()
    }

    /// The étapes that began, and those that might.
    fn courues(&self) -> Vec<Periode> {
        self.etapes.iter().filter_map(Etape::periode).chain(self.essayees.iter().copied()).collect()
    }

    /// What the rhythm of contact is judged on.
    pub(crate) fn rythme(&self) -> contact::Faits {
        let Self { periodes, arrets, renforts, .. } = *self;
        contact::Faits {
            entree: self.parcours.entree_le,
            dernier: self.contacts.last().map(|one| one.jour),
            sejours: Presence { periodes, etapes: &self.courues(), arrets, renforts }.sejours(),
            connu_depuis: self.parcours.connu_depuis,
        }
    }

    /// The months from the entry to the last of which something is known, and the one after it.
    fn mois(&self, referentiel: &Referentiel) -> Vec<rythme::Mois> {
        let entered = self.parcours.entree_le;
        let known = self.periodes.iter().map(|one| one.jours.du).chain(self.contacts.iter().map(|one| one.jour));
        let last = premier_du_mois(known.max().unwrap_or(entered));
        let months = (0..).map(|rank| calendrier::plus_mois(premier_du_mois(entered), rank));
        let known = months.take_while(|premier| *premier <= calendrier::plus_mois(last, 1));
        known.map(|premier| self.du_mois(referentiel, premier)).collect()
    }

    fn du_mois(&self, referentiel: &Referentiel, premier: NaiveDate) -> rythme::Mois {
        let jours = Periode { du: premier, au: Some(dernier_du_mois(premier)) };
        let mode = accompagnement::mode(self.periodes, self.etapes, jours);
        let there = self.contacts.iter().filter(|one| jours.contient(one.jour));
        let kept: Vec<_> = there.filter_map(Contact::compte).collect();
        rythme::Mois {
            premier,
            accompagne: accompagnement::accompagne(self.periodes, jours),
            connu: self.parcours.connait_le_mois(premier),
            tenu: contact::du_mois(referentiel, mode, &kept).is_some_and(|verdict| verdict.conclusion),
        }
    }
}

/// The next bilan of an étape.
fn bilan(referentiel: &Referentiel, etape: &Etape, connu_depuis: Option<NaiveDate>) -> Option<Demande> {
    let attendu = bilans::tenue(referentiel, etape.bilans_dus(connu_depuis))?.conclusion.prochain?;
    Some(Demande { objet: ObjetEcheance::Etape, objet_id: etape.id.ressource(), attendu })
}

/// Days that might be: from one to another that does not come before it, at these pointers.
pub(crate) fn essai(
    du: Option<NaiveDate>,
    au: Option<NaiveDate>,
    [debut, fin]: [&'static str; 2],
) -> Result<Option<Periode>, FieldError> {
    match (du, au) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(FieldError::new(debut, "requis", "attendu : le premier jour")),
        (Some(du), Some(au)) if au < du => Err(FieldError::new(fin, "incoherent", "la fin précède le début")),
        (Some(du), au) => Ok(Some(Periode { du, au })),
    }
}

impl Echeance {
    /// Whether it may be put off: what Europe collects in a window may not.
    pub(crate) fn peut_reporter(&self) -> Result<(), Refus> {
        if self.reportable {
            return Ok(());
        }
        Err(Refus::new("Cette échéance est une fenêtre de recueil européen : elle ne se reporte pas."))
    }

    /// Puts it off to a day after `jour`, and not later than the territory allows after its last day.
    pub(crate) fn reporter(&mut self, report: Report, jour: NaiveDate, jours_max: i64) -> Result<(), FieldError> {
        let last = calendrier::plus_jours(self.demande.attendu.limite, jours_max);
        if report.au <= jour {
            return Err(FieldError::new("/au", "hors_bornes", "attendu : un jour à venir"));
        }
        if report.au > last {
            let detail = format!(
                "attendu : le {} au plus tard, {} après l'échéance",
                phrase::jour(last),
                phrase::nombre(jours_max, "jour")
            );
            return Err(FieldError::new("/au", "hors_bornes", detail));
        }
        self.report = Some(report);
        Ok(())
    }
}
