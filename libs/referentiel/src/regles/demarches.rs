//! Démarches with the service public de l'emploi (seed 002, line 25: « inscription, renouvellement »).

use chrono::NaiveDate;

use crate::{Echeance, EtatEcheance, Referentiel, Verdict};

/// Days before a registration must be renewed from which it is announced, where the territory does not say.
/// Unverified: no document gives it.
const ALERTE_JOURS: i64 = 14;

/// Where the renewal of a registration that holds until `limite` stands on `au`.
#[must_use]
pub fn renouvellement(referentiel: &Referentiel, limite: NaiveDate, au: NaiveDate) -> Verdict<EtatEcheance> {
    let echeance = Echeance { limite, alerte_jours: referentiel.alertes.renouvellement.unwrap_or(ALERTE_JOURS) };
    echeance.verdict(referentiel, "inscription_a_renouveler", "renouvellement de l'inscription à France Travail", au)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    #[test]
    fn a_registration_is_announced_a_fortnight_before_its_last_day() {
        let state = |au| renouvellement(&livre("lyon").unwrap(), d("2026-06-30"), d(au)).conclusion;
        assert_eq!(state("2026-06-15"), EtatEcheance::EnCours);
        assert_eq!(state("2026-06-16"), EtatEcheance::Proche);
        assert_eq!(state("2026-06-30"), EtatEcheance::DernierJour);
        assert_eq!(state("2026-07-01"), EtatEcheance::Depassee);
    }
}
