//! Missed appointments before the entry (seed 001: contact the prescripteur after two).

use chrono::NaiveDate;
use kernel::{calendrier, phrase};

use crate::{Attendu, Referentiel, Verdict};

/// Whether the prescripteur must be contacted on `au`, given the days of the missed appointments.
/// An appointment kept later does not erase the trace. `None` where the territory has no such rule.
#[must_use]
pub fn prescripteur_a_contacter(
    referentiel: &Referentiel,
    manques: &[NaiveDate],
    au: NaiveDate,
) -> Option<Verdict<bool>> {
    let threshold = referentiel.absences?.seuil;
    let missed = manques.iter().filter(|jour| **jour <= au).count();
    let due = missed >= threshold;
    let sentence = if due {
        format!("{missed} rendez-vous manqués : contacter le prescripteur")
    } else {
        format!("{} sur {threshold}", phrase::nombre(missed, "rendez-vous manqué"))
    };
    Some(Verdict::new(referentiel, "absences_avant_entree", due, sentence).fait("rendez-vous manqués", missed))
}

/// The prescripteur to contact once so many appointments were missed, unless it was on that day or since (`contacts`).
/// Unverified: no document says by when; the lead time of the alert is given. `None` where nothing is asked.
#[must_use]
pub fn contact_a_prendre(referentiel: &Referentiel, manques: &[NaiveDate], contacts: &[NaiveDate]) -> Option<Attendu> {
    let threshold = referentiel.absences?.seuil.max(1);
    let mut missed = manques.to_vec();
    missed.sort_unstable();
    let since = *missed.get(threshold - 1)?;
    if contacts.iter().any(|jour| *jour >= since) {
        return None;
    }
    let days = referentiel.alertes.absences;
    let limite = calendrier::plus_jours(since, days);
    let attendu = Attendu::new(referentiel, "absences_avant_entree", "prescripteur à contacter", limite, days);
    Some(attendu.fait("rendez-vous manqués", missed.len()).fait("depuis le", since))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    #[test]
    fn two_missed_appointments_call_for_the_prescripteur_and_one_does_not() {
        let dijon = livre("dijon").unwrap();
        let due = |manques: &[&str], au| {
            let manques: Vec<_> = manques.iter().copied().map(d).collect();
            prescripteur_a_contacter(&dijon, &manques, d(au)).unwrap().conclusion
        };
        assert!(!due(&["2021-01-12", "2021-01-19"], "2021-01-18"));
        assert!(due(&["2021-01-12", "2021-01-19"], "2021-01-19"));
        assert!(due(&["2021-01-12", "2021-01-19"], "2021-01-26"), "an appointment kept later does not erase them");
        assert!(!due(&["2021-01-12"], "2021-01-26"));
    }

    #[test]
    fn one_is_warned_from_the_second_miss_until_the_prescripteur_was_contacted() {
        let dijon = livre("dijon").unwrap();
        let due = |manques: &[&str], contacts: &[&str]| {
            let days = |all: &[&str]| all.iter().copied().map(d).collect::<Vec<_>>();
            contact_a_prendre(&dijon, &days(manques), &days(contacts)).map(|one| one.alerte_le)
        };
        let missed = ["2021-01-12", "2021-01-19"];
        assert_eq!(due(&missed, &[]), Some(d("2021-01-19")), "D");
        assert_eq!(due(&missed[..1], &[]), None, "E");
        assert_eq!(due(&missed, &["2021-01-18"]), Some(d("2021-01-19")), "before the second one");
        assert_eq!(due(&missed, &["2021-01-19"]), None);
    }
}
