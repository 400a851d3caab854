//! Review of long parcours (seed 002: at three years).

use chrono::NaiveDate;
use kernel::calendrier;

use crate::{Attendu, Referentiel};

/// The review of a parcours entered on `entree`; `None` where the territory asks for none.
#[must_use]
pub fn longue_duree(referentiel: &Referentiel, entree: NaiveDate) -> Option<Attendu> {
    let limite = calendrier::plus_mois(entree, referentiel.revue?.mois);
    let attendu =
        Attendu::new(referentiel, "revue_longue_duree", "revue du parcours", limite, referentiel.alertes.revue);
    Some(attendu.fait("entrée", entree))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn the_review_is_due_three_years_after_the_entry() {
        let state = |au| longue_duree(&livre("lyon").unwrap(), d("2017-03-16")).unwrap().etat(d(au));
        assert_eq!(state("2020-03-15"), EtatEcheance::Proche);
        assert_eq!(state("2020-03-16"), EtatEcheance::DernierJour);
        assert_eq!(state("2020-03-17"), EtatEcheance::Depassee);
    }
}
