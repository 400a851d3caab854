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
    let limite = calendrier::plus_jours(sortie_le, SORTIE_JOURS);
    let objet = "questionnaire de sortie à recueillir";
    let attendu = Attendu::new(referentiel, "recueil_sortie", objet, limite, SORTIE_JOURS - ALERTE_JOUR);
    attendu.fait("sortie de l'opération au plus tard le", sortie_le)
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
    }
}
