//! Missed appointments before the entry (seed 001: contact the prescripteur after two).

use chrono::NaiveDate;

use crate::{Referentiel, Verdict};

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
        format!("{missed} rendez-vous manqué(s) sur {threshold}")
    };
    Some(Verdict::new(referentiel, "absences_avant_entree", due, sentence).fait("rendez-vous manqués", missed))
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
}
