//! Contact with a person: in the month (seed 000: one interview of an hour, or one contact while délégué), and by phase
//! (seed 002, line 86: often at the start, monthly in étape).

use chrono::NaiveDate;
use kernel::{Duree, calendrier, phrase};

use crate::{Attendu, Cadence, EtatEcheance, PhaseContact, Referentiel, Rythme, UniteCadence, Verdict};

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

/// What the rhythm of contact is judged on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faits {
    /// Entry in the PLIE.
    pub entree: NaiveDate,
    /// The last contact, of any nature.
    pub dernier: Option<NaiveDate>,
    /// Where the person stands.
    pub situation: Situation,
    /// Whether somebody decided to see them more often.
    pub renforce: bool,
    /// The first day of which all contacts are known; from the entry on otherwise.
    pub connu_depuis: Option<NaiveDate>,
}

/// The next contact with a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prochain {
    /// In which phase the person is.
    pub phase: PhaseContact,
    /// The last day of it.
    pub au_plus_tard: NaiveDate,
    /// Where it stands.
    pub verdict: Verdict<EtatEcheance>,
}

/// In which phase a person is on `au`. What somebody decided prevails, then the job and the étape: even in the first months,
/// somebody else is there every day.
#[must_use]
pub fn phase(rythme: &Rythme, faits: &Faits, au: NaiveDate) -> PhaseContact {
    match faits.situation {
        _ if faits.renforce => PhaseContact::Renforce,
        Situation::EnEmploi => PhaseContact::EnEmploi,
        Situation::EnEtape => PhaseContact::EnEtape,
        Situation::Accompagne { .. } if au < calendrier::plus_mois(faits.entree, rythme.debut_mois) => {
            PhaseContact::Debut
        }
        Situation::Accompagne { deja_en_etape: true } => PhaseContact::EntreEtapes,
        Situation::Accompagne { deja_en_etape: false } => PhaseContact::Seul,
    }
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

/// The next contact with a person as it stands on `au`: so long after the last one, or after the entry, or after the
/// first day that is known. `None` where the
/// territory says no rhythm, or none of that phase.
#[must_use]
pub fn prochain(referentiel: &Referentiel, faits: &Faits, au: NaiveDate) -> Option<Prochain> {
    let rythme = referentiel.rythme.as_ref()?;
    let phase = phase(rythme, faits, au);
    let cadence = rythme.phases.iter().find(|one| one.phase == phase)?;
    let since = faits.dernier.filter(|dernier| *dernier >= faits.entree);
    let base = since.unwrap_or(faits.entree);
    let inconnu_avant = faits.connu_depuis.filter(|connu| *connu > base);
    let due = suivant(*cadence, inconnu_avant.unwrap_or(base));
    let limite = calendrier::plus_jours(due, rythme.tolerance_jours);
    let attendu = Attendu::new(referentiel, "rythme_de_contact", objet(phase), limite, rythme.alerte_jours);
    let attendu = attendu.inconnu_avant(inconnu_avant);
    let attendu = match since {
        Some(le) => attendu.fait("dernier contact", le),
        None => attendu.fait("entrée", faits.entree),
    };
    let verdict = attendu.fait("tolérance en jours", rythme.tolerance_jours).le(au);
    Some(Prochain { phase, au_plus_tard: limite, verdict })
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn faits(situation: Situation, dernier: Option<&str>) -> Faits {
        Faits { entree: d("2026-02-12"), dernier: dernier.map(d), situation, renforce: false, connu_depuis: None }
    }

    const SEUL: Situation = Situation::Accompagne { deja_en_etape: false };

    fn in_lyon(faits: &Faits, au: &str) -> (PhaseContact, NaiveDate, EtatEcheance) {
        let found = prochain(&livre("lyon").unwrap(), faits, d(au)).unwrap();
        (found.phase, found.au_plus_tard, found.verdict.conclusion)
    }

    #[test]
    fn the_start_lasts_three_months_in_the_rhone_then_a_contact_is_due_each_month() {
        let one = faits(SEUL, Some("2026-05-04"));
        assert_eq!(in_lyon(&one, "2026-05-11"), (PhaseContact::Debut, d("2026-05-25"), EtatEcheance::EnCours));
        assert_eq!(in_lyon(&one, "2026-05-12").0, PhaseContact::Seul);
        assert_eq!(in_lyon(&one, "2026-05-12").1, d("2026-06-11"), "a month and a week of tolerance");
    }

    #[test]
    fn the_first_contact_runs_from_the_entry_and_what_came_before_it_does_not_count() {
        for dernier in [None, Some("2026-02-11")] {
            assert_eq!(in_lyon(&faits(SEUL, dernier), "2026-02-20").1, d("2026-03-05"));
        }
        assert_eq!(in_lyon(&faits(SEUL, Some("2026-02-12")), "2026-02-20").1, d("2026-03-05"));
    }

    #[test]
    fn a_contact_is_announced_a_week_before_its_last_day_and_late_the_day_after() {
        let state = |au| in_lyon(&faits(SEUL, Some("2026-02-12")), au).2;
        assert_eq!(state("2026-02-25"), EtatEcheance::EnCours);
        assert_eq!(state("2026-02-26"), EtatEcheance::Proche);
        assert_eq!(state("2026-03-05"), EtatEcheance::DernierJour);
        assert_eq!(state("2026-03-06"), EtatEcheance::Depassee);
    }

    #[test]
    fn in_an_etape_and_in_a_job_a_contact_is_due_each_month_even_at_the_start() {
        let (phase, due, _) = in_lyon(&faits(Situation::EnEtape, Some("2026-02-20")), "2026-02-21");
        assert_eq!((phase, due), (PhaseContact::EnEtape, d("2026-03-27")));
        assert_eq!(in_lyon(&faits(Situation::EnEmploi, None), "2026-02-21").0, PhaseContact::EnEmploi);
        let between = Situation::Accompagne { deja_en_etape: true };
        assert_eq!(in_lyon(&faits(between, None), "2026-05-12").0, PhaseContact::EntreEtapes);
    }

    #[test]
    fn what_somebody_decided_prevails_over_the_phase() {
        let often = Faits { renforce: true, ..faits(Situation::EnEtape, Some("2026-06-01")) };
        let (phase, due, _) = in_lyon(&often, "2026-06-02");
        assert_eq!((phase, due), (PhaseContact::Renforce, d("2026-06-15")));
    }

    #[test]
    fn chalon_counts_by_the_month_and_a_phase_that_is_not_named_asks_nothing() {
        let one = faits(SEUL, None);
        assert_eq!(prochain(&livre("grand-chalon").unwrap(), &one, d("2026-06-01")), None);
        let mut lyon = livre("lyon").unwrap();
        lyon.rythme.as_mut().unwrap().phases.retain(|cadence| cadence.phase != PhaseContact::Seul);
        assert_eq!(prochain(&lyon, &one, d("2026-06-01")), None);
        assert!(prochain(&lyon, &one, d("2026-03-01")).is_some(), "the start is");
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
