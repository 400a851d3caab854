//! Review of long parcours (seed 002: at three years), and again after each review.

use chrono::NaiveDate;
use kernel::calendrier;

use crate::{Attendu, Referentiel};

/// A review that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faite {
    /// On what day.
    pub le: NaiveDate,
    /// The next one, when a day was fixed.
    pub prochaine_le: Option<NaiveDate>,
}

/// The next review of a parcours entered on `entree`: on the day that the last one fixed, or as long after it as after
/// the entry; `None` where the territory asks for none.
#[must_use]
pub fn longue_duree(referentiel: &Referentiel, entree: NaiveDate, derniere: Option<Faite>) -> Option<Attendu> {
    let from = derniere.map_or(entree, |one| one.le);
    let limite = derniere.and_then(|one| one.prochaine_le);
    let limite = limite.unwrap_or(calendrier::plus_mois(from, referentiel.revue?.mois));
    let attendu =
        Attendu::new(referentiel, "revue_longue_duree", "revue du parcours", limite, referentiel.alertes.revue);
    Some(match derniere {
        Some(one) => attendu.fait("dernière revue", one.le),
        None => attendu.fait("entrée", entree),
    })
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn the_review_is_due_three_years_after_the_entry() {
        let state = |au| longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), None).unwrap().etat(d(au));
        assert_eq!(state("2020-03-15"), EtatEcheance::Proche);
        assert_eq!(state("2020-03-16"), EtatEcheance::DernierJour);
        assert_eq!(state("2020-03-17"), EtatEcheance::Depassee);
    }

    #[test]
    fn the_next_review_is_on_the_day_that_the_last_one_fixed_or_three_years_later() {
        let next = |prochaine_le: Option<&str>| {
            let last = Faite { le: d("2020-03-12"), prochaine_le: prochaine_le.map(d) };
            longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), Some(last)).unwrap().limite
        };
        assert_eq!(next(Some("2021-03-12")), d("2021-03-12"));
        assert_eq!(next(None), d("2023-03-12"));
        assert!(longue_duree(&livre("grand-chalon").unwrap(), d("2017-03-16"), None).is_none());
    }
}
