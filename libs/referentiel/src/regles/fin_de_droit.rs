//! Until when a person may be accompanied: so many months of parcours (Toulouse: 36), or an age at which another
//! structure takes over (a mission locale: 26).

use chrono::NaiveDate;
use kernel::calendrier::{plus_jours, plus_mois};

use crate::{Echeance, Referentiel};

/// What ends the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The months of parcours.
    Duree,
    /// The age of the person.
    Age,
}

/// The last day of accompaniment, from when it is announced, and what ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinDeDroit {
    /// When.
    pub echeance: Echeance,
    /// Why.
    pub cause: Cause,
    /// Whether another structure is to take over by then.
    pub relais: bool,
}

/// When the right of a person who entered on `entree` ends, by what comes first; `None` where the territory has no such
/// rule, or where age alone ends it and the birth is not known.
#[must_use]
pub fn echeance(referentiel: &Referentiel, entree: NaiveDate, naissance: Option<NaiveDate>) -> Option<FinDeDroit> {
    let rule = referentiel.fin_de_droit?;
    let after = |mois| plus_jours(plus_mois(entree, mois), -1);
    let length = rule.mois.map(|mois| (after(mois), Cause::Duree));
    let birthday = |age: i32| Some(plus_jours(plus_mois(naissance?, u32::try_from(age).ok()? * 12), -1));
    let age = rule.age.and_then(birthday).map(|limite| (limite, Cause::Age));
    let (limite, cause) = [length, age].into_iter().flatten().min_by_key(|(limite, _)| *limite)?;
    let echeance = Echeance { limite, alerte_jours: rule.alerte_jours };
    Some(FinDeDroit { echeance, cause, relais: rule.relais })
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn toulouse_accompanies_for_thirty_six_months_at_most() {
        let ends = echeance(&livre("toulouse").unwrap(), d("2021-03-16"), None).unwrap();
        assert_eq!((ends.echeance.limite, ends.cause, ends.relais), (d("2024-03-15"), Cause::Duree, false));
        let on = |au| ends.echeance.etat(d(au));
        assert_eq!(on("2023-12-15"), EtatEcheance::EnCours);
        assert_eq!(on("2023-12-16"), EtatEcheance::Proche, "three months ahead");
        assert_eq!((on("2024-03-15"), on("2024-03-16")), (EtatEcheance::DernierJour, EtatEcheance::Depassee));
    }

    #[test]
    fn nothing_ends_the_right_where_the_length_has_no_limit() {
        assert_eq!(echeance(&livre("lyon").unwrap(), d("2017-03-16"), Some(d("2000-01-01"))), None);
    }

    #[test]
    fn a_mission_locale_hands_over_the_day_before_the_twenty_sixth_birthday() {
        let rule = crate::FinDeDroit { mois: None, age: Some(26), relais: true, alerte_jours: 90 };
        let youth = Referentiel { fin_de_droit: Some(rule), ..livre("lyon").unwrap() };
        let ends = echeance(&youth, d("2024-01-10"), Some(d("2000-02-29"))).unwrap();
        assert_eq!((ends.echeance.limite, ends.cause, ends.relais), (d("2026-02-27"), Cause::Age, true));
        assert_eq!(echeance(&youth, d("2024-01-10"), None), None, "the birth is not known");
    }

    #[test]
    fn of_two_limits_the_first_one_ends_the_right() {
        let rule = crate::FinDeDroit { mois: Some(36), age: Some(26), relais: true, alerte_jours: 90 };
        let both = Referentiel { fin_de_droit: Some(rule), ..livre("lyon").unwrap() };
        let cause = |birth| echeance(&both, d("2024-01-10"), Some(d(birth))).unwrap().cause;
        assert_eq!((cause("2000-06-01"), cause("2003-06-01")), (Cause::Age, Cause::Duree));
    }
}
