//! Until when a person may be accompanied: so many months of parcours (Toulouse: 36), which a decision may prolong, or an
//! age at which another structure takes over (a mission locale: 26).

use chrono::NaiveDate;
use kernel::calendrier::{plus_jours, plus_mois};

use crate::{Attendu, FinDeDroit, Referentiel};

/// What ends the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// The months of parcours.
    Duree,
    /// The age of the person.
    Age,
}

impl Cause {
    const fn libelle(self) -> &'static str {
        match self {
            Self::Duree => "durée du parcours",
            Self::Age => "âge",
        }
    }
}

/// The last day of the length, which the last decision to prolong moved to `prolonge_au`; never to an earlier day.
fn duree(rule: FinDeDroit, entree: NaiveDate, prolonge_au: Option<NaiveDate>) -> Option<NaiveDate> {
    let last = plus_jours(plus_mois(entree, rule.mois?), -1);
    Some(prolonge_au.map_or(last, |later| later.max(last)))
}

/// When the right of a person who entered on `entree` ends, by what comes first; `None` where the territory has no such
/// rule, or where age alone ends it and the birth is not known. A decision moves the end of the length, and no age.
#[must_use]
pub fn attendu(
    referentiel: &Referentiel,
    entree: NaiveDate,
    naissance: Option<NaiveDate>,
    prolonge_au: Option<NaiveDate>,
) -> Option<Attendu> {
    let rule = referentiel.fin_de_droit?;
    let length = duree(rule, entree, prolonge_au).map(|limite| (limite, Cause::Duree));
    let birthday = |age: i32| Some(plus_jours(plus_mois(naissance?, u32::try_from(age).ok()? * 12), -1));
    let age = rule.age.and_then(birthday).map(|limite| (limite, Cause::Age));
    let (limite, cause) = [length, age].into_iter().flatten().min_by_key(|(limite, _)| *limite)?;
    let objet = if rule.relais {
        "relais à trouver avant la fin du droit"
    } else {
        "sortie à préparer avant la fin du droit"
    };
    let attendu = Attendu::new(referentiel, "fin_de_droit", objet, limite, rule.alerte_jours);
    let attendu = attendu.fait("entrée", entree).fait("terme", cause.libelle());
    Some(match prolonge_au.filter(|au| cause == Cause::Duree && *au == limite) {
        Some(au) => attendu.fait("prolongée jusqu’au", au),
        None => attendu,
    })
}

/// The days to which a decision may now move the end of the length, first and last; `None` where the territory sets none.
#[must_use]
pub fn prolongeable(
    referentiel: &Referentiel,
    entree: NaiveDate,
    prolonge_au: Option<NaiveDate>,
) -> Option<(NaiveDate, NaiveDate)> {
    let rule = referentiel.fin_de_droit?;
    let last = duree(rule, entree, prolonge_au)?;
    Some((plus_jours(last, 1), plus_mois(last, rule.prolongation_mois)))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn toulouse_accompanies_for_thirty_six_months_at_most() {
        let ends = attendu(&livre("toulouse").unwrap(), d("2021-03-16"), None, None).unwrap();
        assert_eq!((ends.limite, ends.objet.as_str()), (d("2024-03-15"), "sortie à préparer avant la fin du droit"));
        let on = |au| ends.etat(d(au));
        assert_eq!(on("2023-12-15"), EtatEcheance::EnCours);
        assert_eq!(on("2023-12-16"), EtatEcheance::Proche, "three months ahead");
        assert_eq!((on("2024-03-15"), on("2024-03-16")), (EtatEcheance::DernierJour, EtatEcheance::Depassee));
    }

    #[test]
    fn nothing_ends_the_right_where_the_length_has_no_limit() {
        assert_eq!(attendu(&livre("lyon").unwrap(), d("2017-03-16"), Some(d("2000-01-01")), None), None);
    }

    #[test]
    fn a_mission_locale_hands_over_the_day_before_the_twenty_sixth_birthday() {
        let rule =
            crate::FinDeDroit { mois: None, age: Some(26), relais: true, alerte_jours: 90, prolongation_mois: 12 };
        let youth = Referentiel { fin_de_droit: Some(rule), ..livre("lyon").unwrap() };
        let ends = attendu(&youth, d("2024-01-10"), Some(d("2000-02-29")), None).unwrap();
        assert_eq!((ends.limite, ends.objet.as_str()), (d("2026-02-27"), "relais à trouver avant la fin du droit"));
        assert_eq!(attendu(&youth, d("2024-01-10"), None, None), None, "the birth is not known");
    }

    #[test]
    fn a_decision_moves_the_end_of_the_length_and_no_age() {
        let toulouse = livre("toulouse").unwrap();
        let limite = |au: &str| attendu(&toulouse, d("2021-03-16"), None, Some(d(au))).unwrap().limite;
        assert_eq!((limite("2024-09-15"), limite("2024-03-14")), (d("2024-09-15"), d("2024-03-15")));
        let rule =
            crate::FinDeDroit { mois: Some(36), age: Some(26), relais: true, alerte_jours: 90, prolongation_mois: 12 };
        let both = Referentiel { fin_de_droit: Some(rule), ..toulouse.clone() };
        let young = attendu(&both, d("2021-03-16"), Some(d("1998-06-01")), Some(d("2024-09-15"))).unwrap();
        assert_eq!(young.limite, d("2024-05-31"), "the day before the birthday");
    }

    #[test]
    fn a_decision_prolongs_from_the_day_after_the_end_to_a_year_later_and_again_from_there() {
        let toulouse = livre("toulouse").unwrap();
        let days = |au: Option<&str>| prolongeable(&toulouse, d("2021-03-16"), au.map(d));
        assert_eq!(days(None), Some((d("2024-03-16"), d("2025-03-15"))));
        assert_eq!(days(Some("2024-09-15")), Some((d("2024-09-16"), d("2025-09-15"))));
        assert_eq!(prolongeable(&livre("lyon").unwrap(), d("2021-03-16"), None), None, "no length ends it");
    }

    #[test]
    fn of_two_limits_the_first_one_ends_the_right() {
        let rule =
            crate::FinDeDroit { mois: Some(36), age: Some(26), relais: true, alerte_jours: 90, prolongation_mois: 12 };
        let both = Referentiel { fin_de_droit: Some(rule), ..livre("lyon").unwrap() };
        let limite = |birth| attendu(&both, d("2024-01-10"), Some(d(birth)), None).unwrap().limite;
        assert_eq!((limite("2000-06-01"), limite("2003-06-01")), (d("2026-05-31"), d("2027-01-09")));
    }
}
