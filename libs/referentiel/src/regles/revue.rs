//! Review of long parcours (seed 002: at three years).

use chrono::NaiveDate;
use kernel::calendrier;

use crate::{Attendu, Referentiel, Reponse};

/// The review of a parcours entered on `entree`, of which all is known since `connu_depuis`; `None` where the territory asks
/// for none.
#[must_use]
pub fn longue_duree(referentiel: &Referentiel, entree: NaiveDate, connu_depuis: Option<NaiveDate>) -> Option<Reponse> {
    let limite = calendrier::plus_mois(entree, referentiel.revue?.mois);
    let attendu =
        Attendu::new(referentiel, "revue_longue_duree", "revue du parcours", limite, referentiel.alertes.revue);
    Some(attendu.fait("entrée", entree).connu(connu_depuis))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn the_review_is_due_three_years_after_the_entry() {
        let state =
            |au| longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), None).unwrap().attendu().unwrap().etat(d(au));
        assert_eq!(state("2020-03-15"), EtatEcheance::Proche);
        assert_eq!(state("2020-03-16"), EtatEcheance::DernierJour);
        assert_eq!(state("2020-03-17"), EtatEcheance::Depassee);
    }

    #[test]
    fn nobody_knows_whether_a_review_was_held_before_the_history_begins() {
        let review = |connu| longue_duree(&livre("lyon").unwrap(), d("2017-03-16"), Some(d(connu))).unwrap();
        assert!(review("2020-03-16").attendu().is_some(), "its last day is known");
        let Reponse::Inconnu(unknown) = review("2020-03-17") else { panic!("its last day is of before") };
        let raison = unknown.raison();
        assert_eq!(raison.explication, "revue du parcours : inconnu avant le 2020-03-17");
        assert_eq!((raison.inconnu_avant, raison.jours_restants), (Some(d("2020-03-17")), None));
    }
}
