//! Review of long parcours (seed 002: at three years), and again after each review.

use chrono::NaiveDate;
use kernel::calendrier;

use crate::{Attendu, Referentiel, Reponse};

/// A review that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faite {
    /// On what day.
    pub le: NaiveDate,
    /// The next one, when a day was fixed.
    pub prochaine_le: Option<NaiveDate>,
}

/// The next review of a parcours entered on `entree`: on the day that the last one fixed, or as long after it as after
/// the entry; of which all is known since `connu_depuis`. A review that was held before the first term was even announced may
/// bring that term forward, and never puts it off. `None` where the territory asks for none.
#[must_use]
pub fn longue_duree(
    referentiel: &Referentiel,
    entree: NaiveDate,
    connu_depuis: Option<NaiveDate>,
    derniere: Option<Faite>,
) -> Option<Reponse> {
    let mois = referentiel.revue?.mois;
    let terme = calendrier::plus_mois(entree, mois);
    let annonce = calendrier::plus_jours(terme, -referentiel.alertes.revue);
    let limite = match derniere {
        None => terme,
        Some(Faite { le, prochaine_le }) if le < annonce => prochaine_le.map_or(terme, |fixed| fixed.min(terme)),
        Some(Faite { le, prochaine_le }) => prochaine_le.unwrap_or(calendrier::plus_mois(le, mois)),
    };
    let attendu =
        Attendu::new(referentiel, "revue_longue_duree", "revue du parcours", limite, referentiel.alertes.revue);
    let attendu = match derniere {
        Some(one) if one.le < annonce => attendu.fait("entrée", entree).fait("dernière revue", one.le),
        Some(one) => attendu.fait("dernière revue", one.le),
        None => attendu.fait("entrée", entree),
    };
    Some(attendu.connu(connu_depuis))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn the_review_is_due_three_years_after_the_entry() {
        let state = |au| {
            let review = longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), None, None).unwrap();
            review.attendu().unwrap().etat(d(au))
        };
        assert_eq!(state("2020-03-15"), EtatEcheance::Proche);
        assert_eq!(state("2020-03-16"), EtatEcheance::DernierJour);
        assert_eq!(state("2020-03-17"), EtatEcheance::Depassee);
    }

    #[test]
    fn nobody_knows_whether_a_review_was_held_before_the_history_begins() {
        let review = |connu| longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), Some(d(connu)), None).unwrap();
        assert!(review("2020-03-16").attendu().is_some(), "its last day is known");
        let Reponse::Inconnu(unknown) = review("2020-03-17") else { panic!("its last day is of before") };
        let raison = unknown.raison();
        assert_eq!(raison.explication, "revue du parcours : inconnu avant le 17/03/2020");
        assert_eq!((raison.inconnu_avant, raison.jours_restants), (Some(d("2020-03-17")), None));
    }

    #[test]
    fn a_review_that_came_before_the_first_term_was_announced_leaves_that_term_where_it_is() {
        let next = |le: &str, prochaine_le: Option<&str>| {
            let last = Faite { le: d(le), prochaine_le: prochaine_le.map(d) };
            longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), None, Some(last)).unwrap().attendu().unwrap().limite
        };
        assert_eq!(next("2018-01-10", None), d("2020-03-16"));
        assert_eq!(next("2018-01-10", Some("2019-01-10")), d("2019-01-10"), "sooner, as it was decided");
        assert_eq!(next("2018-01-10", Some("2021-01-10")), d("2020-03-16"));
        assert_eq!(next("2019-12-16", None), d("2020-03-16"), "the day before it was announced");
        assert_eq!(next("2019-12-17", None), d("2022-12-17"), "the day on which it was announced: it is the review");
    }

    #[test]
    fn the_next_review_is_on_the_day_that_the_last_one_fixed_or_three_years_later() {
        let next = |prochaine_le: Option<&str>| {
            let last = Faite { le: d("2020-03-12"), prochaine_le: prochaine_le.map(d) };
            longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), None, Some(last)).unwrap().attendu().unwrap().limite
        };
        assert_eq!(next(Some("2021-03-12")), d("2021-03-12"));
        assert_eq!(next(None), d("2023-03-12"));
        assert!(longue_duree(&livre("grand-chalon").unwrap(), d("2017-03-16"), None, None).is_none());
    }
}
