//! Démarches with the service public de l'emploi (seed 002, line 25: « inscription, renouvellement »).

use chrono::NaiveDate;

use crate::{Attendu, Referentiel};

/// Days before a registration must be renewed from which it is announced, where the territory does not say.
/// Unverified: no document gives it.
const ALERTE_JOURS: i64 = 14;

/// The renewal of a registration that holds until `limite`.
#[must_use]
pub fn renouvellement(referentiel: &Referentiel, limite: NaiveDate) -> Attendu {
    let days = referentiel.alertes.renouvellement.unwrap_or(ALERTE_JOURS);
    let objet = "renouvellement de l'inscription à France Travail";
    Attendu::new(referentiel, "inscription_a_renouveler", objet, limite, days)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn a_registration_is_announced_a_fortnight_before_its_last_day() {
        let state = |au| renouvellement(&livre("lyon").unwrap(), d("2026-06-30")).etat(d(au));
        assert_eq!(state("2026-06-15"), EtatEcheance::EnCours);
        assert_eq!(state("2026-06-16"), EtatEcheance::Proche);
        assert_eq!(state("2026-06-30"), EtatEcheance::DernierJour);
        assert_eq!(state("2026-07-01"), EtatEcheance::Depassee);
    }
}
