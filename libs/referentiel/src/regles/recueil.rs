//! When Europe's questions about a participation are to be answered. The days are those that authorities gave to operators,
//! unverified as French law: thirty for the entry, the four weeks of immediate results for the exit; one is warned from
//! the fifteenth day.

use chrono::NaiveDate;
use kernel::calendrier;

use crate::{Attendu, Referentiel};

const ENTREE_JOURS: i64 = 30;
const SORTIE_JOURS: i64 = 28;
const ALERTE_JOUR: i64 = 15;

/// The questions of an entry on `entree_le`, of which `manque` are still open.
#[must_use]
pub fn entree(referentiel: &Referentiel, entree_le: NaiveDate, manque: &[String]) -> Option<Attendu> {
    if manque.is_empty() {
        return None;
    }
    let limite = calendrier::plus_jours(entree_le, ENTREE_JOURS);
    let objet = "questionnaire d'entrée à compléter";
    let attendu = Attendu::new(referentiel, "recueil_entree", objet, limite, ENTREE_JOURS - ALERTE_JOUR);
    Some(attendu.fait("entrée", entree_le).fait("manque", manque.join(", ")))
}

/// The questions of an exit on `sortie_le`: beyond the four weeks an answer is no immediate result.
#[must_use]
pub fn sortie(referentiel: &Referentiel, sortie_le: NaiveDate) -> Attendu {
    let limite = sortie_jusqu_au(sortie_le);
    let objet = "questionnaire de sortie à recueillir";
    let attendu = Attendu::new(referentiel, "recueil_sortie", objet, limite, SORTIE_JOURS - ALERTE_JOUR);
    attendu.fait("sortie de l'opération au plus tard le", sortie_le)
}

/// The same of who left the PLIE on `sorti_le` while their participation was left open: one is warned at once.
#[must_use]
pub fn restee_ouverte(referentiel: &Referentiel, sorti_le: NaiveDate) -> Attendu {
    let limite = sortie_jusqu_au(sorti_le);
    let objet = "participation restée ouverte, questionnaire de sortie à recueillir";
    Attendu::new(referentiel, "recueil_sortie", objet, limite, SORTIE_JOURS).fait("sortie du PLIE", sorti_le)
}

/// The last day on which an answer to the questions of an exit is an immediate result.
#[must_use]
pub fn sortie_jusqu_au(sortie_le: NaiveDate) -> NaiveDate {
    calendrier::plus_jours(sortie_le, SORTIE_JOURS)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    #[test]
    fn an_entry_is_answered_within_thirty_days_and_one_is_warned_from_the_fifteenth() {
        let lyon = livre("lyon").unwrap();
        let asked = entree(&lyon, d("2026-03-02"), &["niveau d'études".to_owned()]).unwrap();
        assert_eq!((asked.alerte_le, asked.limite), (d("2026-03-17"), d("2026-04-01")));
        assert_eq!(entree(&lyon, d("2026-03-02"), &[]), None);
    }

    #[test]
    fn an_exit_is_answered_within_four_weeks() {
        let asked = sortie(&livre("lyon").unwrap(), d("2026-12-31"));
        assert_eq!((asked.alerte_le, asked.limite), (d("2027-01-15"), d("2027-01-28")));
        assert_eq!(sortie_jusqu_au(d("2026-12-31")), asked.limite);
    }

    #[test]
    fn who_left_the_plie_is_warned_of_on_that_day() {
        let asked = restee_ouverte(&livre("lyon").unwrap(), d("2026-09-01"));
        assert_eq!((asked.alerte_le, asked.limite), (d("2026-09-01"), d("2026-09-29")));
    }
}
