//! Contact with a person: in the month (seed 000: one interview of an hour, or one contact while délégué), and by phase
//! (seed 002, line 86: often at the start, monthly in étape).

use chrono::NaiveDate;
use kernel::{
    Duree,
    calendrier::{self, Periode},
    phrase,
};

use crate::{Attendu, Cadence, PhaseContact, Referentiel, Rythme, UniteCadence, Verdict};

/// How a person is accompanied during the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By the référent alone.
    Individuel,
    /// In an ACI, in training or in a job: someone else is there every day.
    Delegue,
}

/// One contact of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// A signed interview of this length.
    Entretien(Duree),
    /// A telephone call or a follow-up meeting.
    Autre,
}

/// Whether the month's contacts keep the rule. `None` where the territory has no rule.
#[must_use]
pub fn du_mois(referentiel: &Referentiel, mode: Mode, contacts: &[Contact]) -> Option<Verdict<bool>> {
    let rule = referentiel.contact?;
    let interviews = || {
        contacts.iter().filter_map(|contact| match contact {
            Contact::Entretien(duree) => Some(*duree),
            Contact::Autre => None,
        })
    };
    let verdict = match mode {
        Mode::Delegue => {
            let met = contacts.len() >= rule.contacts_delegue;
            let sentence = format!(
                "{} sur {} dans le mois, accompagnement délégué",
                phrase::nombre(contacts.len(), "contact"),
                rule.contacts_delegue
            );
            Verdict::new(referentiel, "contact_du_mois", met, sentence)
        }
        Mode::Individuel => {
            let required = Duree::try_from(rule.entretien_minutes).unwrap_or_default();
            let counted = if rule.cumulable { interviews().sum() } else { interviews().max().unwrap_or_default() };
            let short = required.moins(counted);
            let sentence = if short == Duree::ZERO {
                "entretien du mois tenu".to_owned()
            } else {
                format!("il manque {} min d'entretien dans le mois", short.minutes())
            };
            Verdict::new(referentiel, "contact_du_mois", short == Duree::ZERO, sentence)
                .fait("minutes manquantes", short.minutes())
        }
    };
    Some(verdict.fait("contacts du mois", contacts.len()))
}

/// Where a person stands, for the rhythm of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    /// With the référent alone: whether an étape has run already.
    Accompagne {
        /// Whether one has.
        deja_en_etape: bool,
    },
    /// In an étape.
    EnEtape,
    /// In the job that is followed.
    EnEmploi,
}

/// Days on which a person stands in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sejour {
    /// These days.
    pub jours: Periode,
    /// Where; nowhere while no contact is expected, of who is suspended, in veille or out.
    pub situation: Option<Situation>,
    /// Whether somebody decided to see them more often.
    pub renforce: bool,
}

/// What the rhythm of contact is judged on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faits {
    /// Entry in the PLIE.
    pub entree: NaiveDate,
    /// The last contact, of any nature.
    pub dernier: Option<NaiveDate>,
    /// Where the person stands from the entry on, each beginning on the day after the one before.
    pub sejours: Vec<Sejour>,
    /// The first day of which all contacts are known; from the entry on otherwise.
    pub connu_depuis: Option<NaiveDate>,
}

/// Days in one phase.
type Passage = (Periode, Option<PhaseContact>);

impl Faits {
    /// The phases from the entry on, in the order of their days; none while no contact is expected.
    fn passages(&self, rythme: &Rythme) -> Vec<Passage> {
        let fin_du_debut = calendrier::plus_mois(self.entree, rythme.debut_mois);
        let halves = |sejour: &Sejour| {
            let [before, after] = couper(sejour.jours, fin_du_debut);
            [before.map(|jours| (jours, sejour.phase(true))), after.map(|jours| (jours, sejour.phase(false)))]
        };
        self.sejours.iter().flat_map(halves).flatten().collect()
    }
}

/// These days before one, and from it on.
fn couper(jours: Periode, jour: NaiveDate) -> [Option<Periode>; 2] {
    if jours.du >= jour {
        return [None, Some(jours)];
    }
    if jours.au.is_some_and(|au| au < jour) {
        return [Some(jours), None];
    }
    let before = Periode { du: jours.du, au: Some(calendrier::plus_jours(jour, -1)) };
    [Some(before), Some(Periode { du: jour, au: jours.au })]
}

impl Sejour {
    /// Its phase, in the first months or after them. What somebody decided prevails, then the job and the étape: even at the
    /// start, somebody else is there every day.
    fn phase(&self, debut: bool) -> Option<PhaseContact> {
        Some(match self.situation? {
            _ if self.renforce => PhaseContact::Renforce,
            Situation::EnEmploi => PhaseContact::EnEmploi,
            Situation::EnEtape => PhaseContact::EnEtape,
            Situation::Accompagne { .. } if debut => PhaseContact::Debut,
            Situation::Accompagne { deja_en_etape: true } => PhaseContact::EntreEtapes,
            Situation::Accompagne { deja_en_etape: false } => PhaseContact::Seul,
        })
    }
}

/// In which phase a person is on `au`, and in the first one before their entry. `None` where the territory says no rhythm, and
/// while no contact is expected.
#[must_use]
pub fn phase(referentiel: &Referentiel, faits: &Faits, au: NaiveDate) -> Option<PhaseContact> {
    let passages = faits.passages(referentiel.rythme.as_ref()?);
    let (_, phase) = passages.iter().rfind(|(jours, _)| jours.du <= au).or(passages.first())?;
    *phase
}

/// How a phase is said.
const fn objet(phase: PhaseContact) -> &'static str {
    match phase {
        PhaseContact::Renforce => "contact, suivi renforcé",
        PhaseContact::EnEmploi => "contact, en emploi",
        PhaseContact::EnEtape => "contact, en étape",
        PhaseContact::Debut => "contact, début de parcours",
        PhaseContact::EntreEtapes => "contact, entre deux étapes",
        PhaseContact::Seul => "contact",
    }
}

/// The last day of the next contact after this day, without tolerance.
fn suivant(cadence: Cadence, apres: NaiveDate) -> NaiveDate {
    match cadence.unite {
        UniteCadence::Semaines => calendrier::plus_jours(apres, i64::from(cadence.tous_les) * 7),
        UniteCadence::Mois => calendrier::plus_mois(apres, cadence.tous_les),
    }
}

impl Rythme {
    /// On which day a contact is due that is counted `depuis` a day: the first one of which the phase asks for it. A phase that
    /// begins asks for nothing before its own first day.
    fn du_le(&self, depuis: NaiveDate, passages: &[Passage]) -> Option<(PhaseContact, NaiveDate)> {
        passages.iter().find_map(|(jours, phase)| {
            let phase = (*phase)?;
            let cadence = self.phases.iter().find(|one| one.phase == phase)?;
            let due = suivant(*cadence, depuis).max(jours.du);
            jours.au.is_none_or(|au| due <= au).then_some((phase, due))
        })
    }
}

/// The next contact with a person: so long after the last one, after the entry, after the first day that is known, or after they
/// came back when the accompaniment stopped before that contact was late. The phase is the one of the day on which it is due, so
/// that its dates change with the facts alone. `None` where the territory says no rhythm, and where nothing is to be asked.
#[must_use]
pub fn prochain(referentiel: &Referentiel, faits: &Faits) -> Option<Attendu> {
    let rythme = referentiel.rythme.as_ref()?;
    let since = faits.dernier.filter(|dernier| *dernier >= faits.entree);
    let base = since.unwrap_or(faits.entree);
    let inconnu_avant = faits.connu_depuis.filter(|connu| *connu > base);
    let counted = inconnu_avant.unwrap_or(base);
    let passages = faits.passages(rythme);
    let runs = passages.chunk_by(|(_, one), (_, next)| one.is_some() == next.is_some());
    let (phase, limite) = runs.into_iter().find_map(|run| {
        let ((first, _), (last, _)) = (run.first()?, run.last()?);
        let (phase, due) = rythme.du_le(counted.max(first.du), run)?;
        let limite = calendrier::plus_jours(due, rythme.tolerance_jours);
        last.au.is_none_or(|au| limite < au).then_some((phase, limite))
    })?;
    let attendu = Attendu::new(referentiel, "rythme_de_contact", objet(phase), limite, rythme.alerte_jours);
    let attendu = attendu.inconnu_avant(inconnu_avant);
    let attendu = match since {
        Some(le) => attendu.fait("dernier contact", le),
        None => attendu.fait("entrée", faits.entree),
    };
    Some(attendu.fait("tolérance en jours", rythme.tolerance_jours))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    const SEUL: Situation = Situation::Accompagne { deja_en_etape: false };
    const ENTRE: Situation = Situation::Accompagne { deja_en_etape: true };

    /// Where somebody stands from each of these days on, who entered on 12 February 2026.
    fn faits(dernier: Option<&str>, from: &[(&str, Option<Situation>)]) -> Faits {
        let sejour = |(rank, (du, situation)): (usize, &(&str, Option<Situation>))| {
            let au = from.get(rank + 1).map(|(next, _)| calendrier::plus_jours(d(next), -1));
            Sejour { jours: Periode { du: d(du), au }, situation: *situation, renforce: false }
        };
        let sejours = from.iter().enumerate().map(sejour).collect();
        Faits { entree: d("2026-02-12"), dernier: dernier.map(d), sejours, connu_depuis: None }
    }

    fn alone(dernier: Option<&str>) -> Faits {
        faits(dernier, &[("2026-02-12", Some(SEUL))])
    }

    fn in_lyon(faits: &Faits) -> Option<NaiveDate> {
        prochain(&livre("lyon").unwrap(), faits).map(|one| one.limite)
    }

    /// Entry on 12 February 2026 in the Rhône: a fortnight until 11 May, then a month, and a week of tolerance each time.
    #[test]
    fn a_contact_is_due_by_the_phase_of_its_own_day() {
        const TABLE: [(Option<&str>, &str, &str); 6] = [
            (None, "2026-03-05", "the first one runs from the entry"),
            (Some("2026-02-11"), "2026-03-05", "what came before the entry does not count"),
            (Some("2026-02-12"), "2026-03-05", "the day of the entry does"),
            (Some("2026-04-27"), "2026-05-18", "due on the last day of the start, late after it"),
            (Some("2026-04-28"), "2026-06-04", "a day later it is due a month after"),
            (Some("2026-05-12"), "2026-06-19", "after the start"),
        ];
        for (dernier, expected, why) in TABLE {
            assert_eq!(in_lyon(&alone(dernier)), Some(d(expected)), "{why}");
        }
    }

    #[test]
    fn a_contact_is_announced_a_week_before_its_last_day_and_late_the_day_after() {
        let asked = prochain(&livre("lyon").unwrap(), &alone(Some("2026-02-12"))).unwrap();
        assert_eq!(asked.etat(d("2026-02-25")), EtatEcheance::EnCours);
        assert_eq!(asked.etat(d("2026-02-26")), EtatEcheance::Proche);
        assert_eq!(asked.etat(d("2026-03-05")), EtatEcheance::DernierJour);
        assert_eq!(asked.etat(d("2026-03-06")), EtatEcheance::Depassee);
    }

    /// The last contact on 20 February, or in April: in an étape and in a job a month even at the start.
    #[test]
    fn an_etape_gives_a_month_and_its_end_takes_back_to_the_fortnight_without_a_breach_of_before() {
        let step = |dernier, du, after: &str| {
            let all = [("2026-02-12", Some(SEUL)), (du, Some(Situation::EnEtape)), (after, Some(ENTRE))];
            in_lyon(&faits(Some(dernier), &all))
        };
        let forever = [("2026-02-12", Some(SEUL)), ("2026-02-21", Some(Situation::EnEtape))];
        assert_eq!(in_lyon(&faits(Some("2026-02-20"), &forever)), Some(d("2026-03-27")));
        assert_eq!(
            step("2026-02-20", "2026-02-21", "2026-03-20"),
            Some(d("2026-03-27")),
            "due on its day after the étape"
        );
        assert_eq!(
            step("2026-02-20", "2026-02-21", "2026-03-10"),
            Some(d("2026-03-17")),
            "a fortnight had passed: at once"
        );
        assert_eq!(step("2026-02-20", "2026-02-21", "2026-03-01"), Some(d("2026-03-13")), "a fortnight had not");
        assert_eq!(
            step("2026-02-20", "2026-03-07", "2026-03-20"),
            Some(d("2026-03-13")),
            "due the day before the étape"
        );
        assert_eq!(step("2026-02-20", "2026-03-06", "2026-03-21"), Some(d("2026-03-27")), "due on the last day of it");
        assert_eq!(step("2026-04-20", "2026-04-21", "2026-05-25"), Some(d("2026-05-27")), "the start ended meanwhile");
        let job = [("2026-02-12", Some(Situation::EnEmploi))];
        assert_eq!(in_lyon(&faits(None, &job)), Some(d("2026-03-19")));
    }

    #[test]
    fn short_etapes_one_after_another_do_not_put_a_contact_off_for_ever() {
        let days = ["2026-02-12", "2026-02-25", "2026-02-26", "2026-03-04", "2026-03-05", "2026-03-11", "2026-03-12"];
        let from: Vec<_> = days.into_iter().zip([Some(SEUL), Some(Situation::EnEtape)].into_iter().cycle()).collect();
        assert_eq!(in_lyon(&faits(None, &from)), Some(d("2026-03-05")), "due on 26 February, between two of them");
    }

    /// Suspended from one day, back on another.
    #[test]
    fn who_is_not_accompanied_owes_no_contact_and_counts_again_from_the_day_of_the_return() {
        let stopped = |du, back| {
            let all = [("2026-02-12", Some(SEUL)), (du, None), (back, Some(SEUL))];
            in_lyon(&faits(None, &all))
        };
        assert_eq!(stopped("2026-03-06", "2026-04-01"), Some(d("2026-04-22")), "stopped on the first day late");
        assert_eq!(stopped("2026-03-07", "2026-04-01"), Some(d("2026-03-05")), "late for a day: it stays");
        let for_ever = [("2026-02-12", Some(SEUL)), ("2026-03-06", None)];
        assert_eq!(in_lyon(&faits(None, &for_ever)), None);
        let during = [("2026-02-12", Some(SEUL)), ("2026-03-01", None), ("2026-04-01", Some(SEUL))];
        assert_eq!(in_lyon(&faits(Some("2026-03-20"), &during)), Some(d("2026-04-22")), "met meanwhile");
    }

    #[test]
    fn what_somebody_decided_prevails_over_the_phase_from_its_day_on() {
        let mut often = faits(Some("2026-06-01"), &[("2026-02-12", Some(Situation::EnEtape))]);
        often.sejours[0].renforce = true;
        assert_eq!(in_lyon(&often), Some(d("2026-06-15")));
        let mut since = faits(Some("2026-06-01"), &[("2026-02-12", Some(ENTRE)), ("2026-06-20", Some(ENTRE))]);
        since.sejours[1].renforce = true;
        assert_eq!(in_lyon(&since), Some(d("2026-06-27")), "decided on the 20th, a week had passed");
    }

    #[test]
    fn the_phase_of_a_day_is_told_and_none_while_no_contact_is_expected() {
        let lyon = livre("lyon").unwrap();
        let all = [
            ("2026-02-12", Some(SEUL)),
            ("2026-06-01", Some(Situation::EnEtape)),
            ("2026-07-01", Some(ENTRE)),
            ("2026-08-01", None),
            ("2026-09-01", Some(Situation::EnEmploi)),
        ];
        let on = |au| phase(&lyon, &faits(None, &all), d(au));
        assert_eq!(on("2026-02-11"), Some(PhaseContact::Debut), "before the entry, the first one");
        assert_eq!(on("2026-05-11"), Some(PhaseContact::Debut));
        assert_eq!(on("2026-05-12"), Some(PhaseContact::Seul));
        assert_eq!(on("2026-06-01"), Some(PhaseContact::EnEtape));
        assert_eq!(on("2026-07-01"), Some(PhaseContact::EntreEtapes));
        assert_eq!(on("2026-08-01"), None);
        assert_eq!(on("2026-09-01"), Some(PhaseContact::EnEmploi));
        assert_eq!(phase(&livre("grand-chalon").unwrap(), &faits(None, &all), d("2026-05-12")), None);
    }

    #[test]
    fn chalon_counts_by_the_month_and_a_phase_that_is_not_named_asks_nothing() {
        assert_eq!(prochain(&livre("grand-chalon").unwrap(), &alone(None)), None);
        let mut lyon = livre("lyon").unwrap();
        lyon.rythme.as_mut().unwrap().phases.retain(|cadence| cadence.phase != PhaseContact::Seul);
        assert_eq!(prochain(&lyon, &alone(Some("2026-05-04"))), None);
        assert!(prochain(&lyon, &alone(Some("2026-03-01"))).is_some(), "the start is");
    }

    #[test]
    fn what_was_before_the_history_begins_is_no_breach() {
        let told = Faits { connu_depuis: Some(d("2026-09-01")), ..alone(None) };
        let asked = prochain(&livre("lyon").unwrap(), &told).unwrap();
        assert_eq!((asked.limite, asked.inconnu_avant), (d("2026-10-08"), Some(d("2026-09-01"))));
        let met = Faits { connu_depuis: Some(d("2026-09-01")), ..alone(Some("2026-09-01")) };
        assert_eq!(prochain(&livre("lyon").unwrap(), &met).unwrap().inconnu_avant, None);
    }

    const SHORT: Contact = Contact::Entretien(Duree::heures_minutes(0, 45));
    const QUARTER: Contact = Contact::Entretien(Duree::heures_minutes(0, 15));

    #[test]
    fn an_interview_of_45_minutes_is_15_short() {
        let verdict = du_mois(&livre("grand-chalon").unwrap(), Mode::Individuel, &[SHORT]).unwrap();
        assert!(!verdict.conclusion);
        assert_eq!(verdict.raison.explication, "il manque 15 min d'entretien dans le mois");
    }

    #[test]
    fn times_add_up_only_where_the_territory_lets_them() {
        let mut chalon = livre("grand-chalon").unwrap();
        assert!(!du_mois(&chalon, Mode::Individuel, &[SHORT, QUARTER]).unwrap().conclusion);
        chalon.contact.as_mut().unwrap().cumulable = true;
        assert!(du_mois(&chalon, Mode::Individuel, &[SHORT, QUARTER]).unwrap().conclusion);
    }

    #[test]
    fn one_telephone_call_is_enough_while_delegue_and_only_then() {
        let chalon = livre("grand-chalon").unwrap();
        assert!(du_mois(&chalon, Mode::Delegue, &[Contact::Autre]).unwrap().conclusion);
        assert!(!du_mois(&chalon, Mode::Delegue, &[]).unwrap().conclusion);
        assert!(!du_mois(&chalon, Mode::Individuel, &[Contact::Autre]).unwrap().conclusion);
    }
}
