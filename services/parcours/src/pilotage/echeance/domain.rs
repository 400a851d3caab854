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
        etat::domain::{self as etat, Etat, PeriodeEtat},
        parcours::domain::{Parcours, Phase},
    },
};

/// The rules that ask for a contact: of nobody on a day on which a suspension or a veille holds them. What was late before
/// is asked again once they are back.
pub(crate) const CONTACTS: [&str; 2] = ["contact_du_mois", "rythme_de_contact"];
/// Rules that say what the team keeps to itself, told to who accompanies the persons: a frein that threatens an entry.
pub(crate) const DE_L_EQUIPE: [&str; 1] = ["frein_signale"];

/// What is known of a parcours, as its rules read it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Faits<'a> {
    pub(crate) parcours: &'a Parcours,
    pub(crate) etapes: &'a [Etape],
    pub(crate) sorties: &'a [Sortie],
    /// Days of étapes that might be.
    pub(crate) essayees: &'a [Periode],
    /// Suspensions and veilles, and days on which the person was held to have a job or to be out.
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
    /// None of what a candidature, a participation or an appointment asks for.
    pub(crate) parcours: Option<ParcoursId>,
    pub(crate) porteur: Option<Porteur>,
    pub(crate) demande: Demande,
    pub(crate) reportable: bool,
    pub(crate) report: Option<Report>,
}

/// Who is named in what another service asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Porteur {
    /// Who follows the person before the entry, which their parcours says afterwards.
    Suiveur(UtilisateurId),
    /// Who leads the appointment, whoever follows the person.
    Animateur(UtilisateurId),
}

impl Porteur {
    /// As what somebody is named in what is asked about this.
    pub(crate) const fn de(objet: ObjetEcheance, qui: UtilisateurId) -> Self {
        match objet {
            ObjetEcheance::RendezVous => Self::Animateur(qui),
            ObjetEcheance::Parcours
            | ObjetEcheance::Etape
            | ObjetEcheance::Sortie
            | ObjetEcheance::Candidature
            | ObjetEcheance::Participation => Self::Suiveur(qui),
        }
    }
}

/// Who follows a person, or was the last to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Referent {
    pub(crate) qui: UtilisateurId,
    /// Whether the parcours is not over.
    pub(crate) en_cours: bool,
}

/// In whose lists an échéance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Destinataires {
    pub(crate) referent: Option<UtilisateurId>,
    pub(crate) animateur: Option<UtilisateurId>,
}

impl Destinataires {
    /// The référent is who follows the person today; of whom nobody follows, who is named as following them, otherwise
    /// who was the last to. Who leads an appointment has it in their list besides.
    pub(crate) fn de(porteur: Option<Porteur>, suivi: Option<Referent>) -> Self {
        let (before, animateur) = match porteur {
            Some(Porteur::Suiveur(qui)) => (Some(qui), None),
            Some(Porteur::Animateur(qui)) => (None, Some(qui)),
            None => (None, None),
        };
        let now = suivi.filter(|one| one.en_cours).map(|one| one.qui);
        Self { referent: now.or(before).or(suivi.map(|one| one.qui)), animateur }
    }

    /// Each of them once; one that is nobody's stands under nobody.
    pub(crate) fn listes(self) -> impl Iterator<Item = Option<UtilisateurId>> {
        let Self { referent, animateur } = self;
        let other = animateur.filter(|one| Some(*one) != referent);
        let nobody = (referent.is_none() && animateur.is_none()).then_some(None);
        referent.into_iter().chain(other).map(Some).chain(nobody)
    }
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

    /// The same without what is not asked on that very day: the contacts of who is stopped.
    pub(crate) fn dues<'r, E>(
        &self,
        jour: NaiveDate,
        regles: impl Fn(NaiveDate) -> Result<&'r Referentiel, E>,
    ) -> Result<Vec<Demande>, E> {
        Ok(self.du_jour(self.demandes(jour, regles)?, jour))
    }

    /// Of what is asked, what is on that very day.
    pub(crate) fn du_jour(&self, mut asked: Vec<Demande>, jour: NaiveDate) -> Vec<Demande> {
        if etat::arrete(self.periodes, jour) {
            asked.retain(|one| !CONTACTS.contains(&one.attendu.regle.as_str()));
        }
        asked
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
        let Parcours { entree_le, connu_depuis, naissance, .. } = *self.parcours;
        let [ecart, par_douze_mois] = self.des_etapes(referentiel);
        let asked = [
            rythme::du_mois(referentiel, || self.mois(referentiel)).map(Into::into),
            contact::prochain(referentiel, &self.rythme()).map(Into::into),
            ecart.map(Into::into),
            par_douze_mois.map(Into::into),
            revue::longue_duree(referentiel, entree_le, connu_depuis, self.revue.map(Revue::faite)),
            fin_de_droit::attendu(referentiel, entree_le, naissance, self.prolonge_au).map(Into::into),
            self.inscription.map(|until| demarches::renouvellement(referentiel, until).into()),
        ];
        let met = points_partenaires::prochains(referentiel, entree_le, connu_depuis, self.liaisons);
        asked.into_iter().flatten().chain(met.into_iter().map(Into::into)).collect()
    }

    /// The rhythm of étapes, of who has neither a job nor left: all else is asked for the whole length of the parcours.
    fn des_etapes(&self, referentiel: &Referentiel) -> [Option<Attendu>; 2] {
        if !self.parcours.doit_des_etapes() {
            return [None, None];
        }
        let faits = etapes::Faits {
            entree: self.parcours.entree_le,
            etapes: self.courues(),
            arrets: self.arrets.iter().copied().chain(self.en_emploi()).collect(),
            connu_depuis: self.parcours.connu_depuis,
        };
        [etapes::ecart(referentiel, &faits), etapes::par_douze_mois(referentiel, &faits)]
    }

    /// The days in which a job was followed that is followed no more.
    fn en_emploi(&self) -> impl Iterator<Item = Periode> {
        let followed = |one: &&PeriodeEtat| matches!(one.etat, Etat::Suivi(_)) && one.jours.au.is_some();
        self.periodes.iter().filter(followed).map(|one| one.jours)
    }

    /// The étapes that began, and those that might.
    fn courues(&self) -> Vec<Periode> {
        self.etapes.iter().filter_map(Etape::periode).chain(self.essayees.iter().copied()).collect()
    }

    /// What the rhythm of contact is judged on.
    pub(crate) fn rythme(&self) -> contact::Faits {
        contact::Faits {
            entree: self.parcours.entree_le,
            dernier: self.contacts.last().map(|one| one.jour),
            sejours: self.sejours(),
            connu_depuis: self.parcours.connu_depuis,
        }
    }

    /// Where the person stands from the entry on.
    fn sejours(&self) -> Vec<contact::Sejour> {
        let Self { periodes, arrets, renforts, .. } = *self;
        Presence { periodes, etapes: &self.courues(), arrets, renforts }.sejours()
    }

    /// The months from the entry to the last of which something is known, and the one after it.
    fn mois(&self, referentiel: &Referentiel) -> Vec<rythme::Mois> {
        let entered = self.parcours.entree_le;
        let known = self.periodes.iter().map(|one| one.jours.du).chain(self.contacts.iter().map(|one| one.jour));
        let last = premier_du_mois(known.max().unwrap_or(entered));
        let months = (0..).map(|rank| calendrier::plus_mois(premier_du_mois(entered), rank));
        let known = months.take_while(|premier| *premier <= calendrier::plus_mois(last, 1));
        let sejours = self.sejours();
        known.map(|premier| self.du_mois(referentiel, premier, &sejours)).collect()
    }

    fn du_mois(&self, referentiel: &Referentiel, premier: NaiveDate, sejours: &[contact::Sejour]) -> rythme::Mois {
        let jours = Periode { du: premier, au: Some(dernier_du_mois(premier)) };
        let mode = accompagnement::mode(self.periodes, self.etapes, jours);
        let there = self.contacts.iter().filter(|one| jours.contient(one.jour));
        let kept: Vec<_> = there.filter_map(Contact::compte).collect();
        rythme::Mois {
            premier,
            accompagne: accompagnement::accompagne(sejours, jours),
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

#[cfg(test)]
mod tests {
    use kernel::Id;
    use referentiel::{FinDeDroit, livre};
    use testdata::d;

    use super::*;
    use crate::vie::etat::domain::Suivi;

    /// Of whom nothing is known but the parcours.
    fn seul(parcours: &Parcours) -> Faits<'_> {
        Faits {
            parcours,
            etapes: &[],
            sorties: &[],
            essayees: &[],
            arrets: &[],
            revue: None,
            prolonge_au: None,
            periodes: &[],
            contacts: &[],
            renforts: &[],
            liaisons: &[],
            inscription: None,
        }
    }

    #[test]
    fn an_échéance_is_of_who_follows_the_person_and_of_who_leads_the_appointment() {
        let [claire, victor] = [Id::from_u128(1), Id::from_u128(2)];
        let follows = |en_cours| Some(Referent { qui: claire, en_cours });
        let lists = |porteur, suivi| Destinataires::de(porteur, suivi).listes().collect::<Vec<_>>();
        let (own, named, led) = (None, Some(Porteur::Suiveur(victor)), Some(Porteur::Animateur(victor)));
        assert_eq!(lists(own, follows(true)), [Some(claire)]);
        assert_eq!(lists(own, follows(false)), [Some(claire)], "who followed them last");
        assert_eq!(lists(own, None), [None], "nobody's");
        assert_eq!(lists(named, None), [Some(victor)]);
        assert_eq!(lists(named, follows(true)), [Some(claire)], "the parcours says who follows them");
        assert_eq!(lists(named, follows(false)), [Some(victor)], "who follows them in what they come back for");
        assert_eq!(lists(led, follows(true)), [Some(claire), Some(victor)]);
        assert_eq!(lists(led, follows(false)), [Some(claire), Some(victor)]);
        assert_eq!(lists(led, None), [Some(victor)]);
        let both = Some(Porteur::Animateur(claire));
        assert_eq!(lists(both, follows(true)), [Some(claire)], "once");
    }

    /// Met about with France Travail on 1 March 2026, in a job since.
    #[test]
    fn who_has_a_job_owes_no_étape_and_all_that_lasts_as_long_as_the_parcours() {
        let (parcours, held) = (Parcours::exemple(Phase::Suivi), [(Partenaire::FranceTravail, d("2026-03-01"))]);
        let faits = Faits { liaisons: &held, ..seul(&parcours) };
        let asked = |code, regle: &str| {
            let rules = livre(code).unwrap();
            let asked = faits.demandes(d("2026-09-01"), |_| Ok::<_, ()>(&rules)).unwrap();
            asked.into_iter().map(|one| one.attendu).find(|one| one.regle == regle).map(|one| one.limite)
        };
        assert_eq!(asked("dijon", "ecart_sans_etape"), None);
        assert_eq!(asked("lyon", "etapes_par_douze_mois"), None);
        assert_eq!(asked("dijon", "point_partenaire"), Some(d("2026-09-01")));
        assert_eq!(asked("lyon", "revue_longue_duree"), Some(d("2029-02-12")));
        assert_eq!(asked("toulouse", "fin_de_droit"), Some(d("2029-02-11")));
    }

    /// Dijon, four months: a job followed from 1 April 2026 on, given up after 30 November.
    #[test]
    fn the_days_in_a_job_that_was_followed_are_no_days_without_étape() {
        let (dijon, parcours) = (livre("dijon").unwrap(), Parcours::exemple(Phase::EnCours));
        let jours = |du, au: Option<&str>| Periode { du: d(du), au: au.map(d) };
        let emploi = Etat::Suivi(Suivi::Emploi { debut: d("2026-04-01") });
        let periodes = [
            PeriodeEtat { etat: Etat::EnAccompagnement, jours: jours("2026-02-12", Some("2026-03-31")) },
            PeriodeEtat { etat: emploi, jours: jours("2026-04-01", Some("2026-11-30")) },
            PeriodeEtat { etat: Etat::EnAccompagnement, jours: jours("2026-12-01", None) },
        ];
        let limite = |faits: Faits<'_>| {
            let asked = faits.demandes(d("2026-12-01"), |_| Ok::<_, ()>(&dijon)).unwrap();
            asked.into_iter().find(|one| one.attendu.regle == "ecart_sans_etape").map(|one| one.attendu.limite)
        };
        let etapes = [jours("2026-02-16", Some("2026-02-28"))];
        let alone = Faits { periodes: &periodes, essayees: &etapes, ..seul(&parcours) };
        assert_eq!(limite(alone), Some(d("2027-02-27")), "28 June and 244 days");
        let held = [jours("2026-04-01", Some("2026-11-30"))];
        let not_theirs = [PeriodeEtat { etat: Etat::EnAccompagnement, jours: jours("2026-02-12", None) }];
        let corrected = Faits { periodes: &not_theirs, arrets: &held, ..alone };
        assert_eq!(limite(corrected), Some(d("2027-02-27")), "nor are those in one that was not theirs");
    }

    /// Where a mission locale takes over at 26.
    #[test]
    fn an_age_ends_the_right_of_who_was_born_on_a_day_that_is_known() {
        let rule = FinDeDroit { mois: None, age: Some(26), relais: true, alerte_jours: 90, prolongation_mois: 12 };
        let rules = Referentiel { fin_de_droit: Some(rule), ..livre("lyon").unwrap() };
        let ends = |naissance: Option<&str>| {
            let parcours = Parcours { naissance: naissance.map(d), ..Parcours::exemple(Phase::EnCours) };
            let asked = seul(&parcours).demandes(d("2026-03-10"), |_| Ok::<_, ()>(&rules)).unwrap();
            let ends = asked.into_iter().map(|one| one.attendu).find(|one| one.regle == "fin_de_droit");
            ends.map(|one| (one.alerte_le, one.limite))
        };
        assert_eq!(ends(Some("2000-06-10")), Some((d("2026-03-11"), d("2026-06-09"))));
        assert_eq!(ends(None), None);
    }

    /// Entered on 12 February 2026, never seen, suspended from 10 to 31 March: late since 6 March.
    #[test]
    fn no_contact_is_asked_of_who_is_stopped_and_what_was_late_is_asked_again_on_the_day_of_the_return() {
        let (lyon, parcours) = (livre("lyon").unwrap(), Parcours::exemple(Phase::EnCours));
        let jours = |du, au: Option<&str>| Periode { du: d(du), au: au.map(d) };
        let arrets = [jours("2026-03-10", Some("2026-03-31"))];
        let periodes = [
            PeriodeEtat { etat: Etat::EnAccompagnement, jours: jours("2026-02-12", Some("2026-03-09")) },
            PeriodeEtat { etat: Etat::Suspendu, jours: arrets[0] },
            PeriodeEtat { etat: Etat::EnAccompagnement, jours: jours("2026-04-01", None) },
        ];
        let faits = Faits { arrets: &arrets, periodes: &periodes, ..seul(&parcours) };
        let contact = |asked: Vec<Demande>| {
            asked.into_iter().find(|one| one.attendu.regle == "rythme_de_contact").map(|one| one.attendu.limite)
        };
        let due = |jour| contact(faits.dues(d(jour), |_| Ok::<_, ()>(&lyon)).unwrap());
        let late = Some(d("2026-03-05"));
        assert_eq!(["2026-03-09", "2026-03-10", "2026-03-31", "2026-04-01"].map(due), [late, None, None, late]);
        let kept = contact(faits.demandes(d("2026-03-10"), |_| Ok::<_, ()>(&lyon)).unwrap());
        assert_eq!(kept, late, "the list keeps it, whichever day it is read on");
    }
}
