//! Until when a person may be accompanied: so many months of parcours (Toulouse: 36), or an age at which another
//! structure takes over (a mission locale: 26).

use chrono::NaiveDate;
use kernel::calendrier::{plus_jours, plus_mois};

use crate::{Attendu, Referentiel};

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

/// When the right of a person who entered on `entree` ends, by what comes first; `None` where the territory has no such
/// rule, or where age alone ends it and the birth is not known.
#[must_use]
pub fn attendu(referentiel: &Referentiel, entree: NaiveDate, naissance: Option<NaiveDate>) -> Option<Attendu> {
    let rule = referentiel.fin_de_droit?;
    let after = |mois| plus_jours(plus_mois(entree, mois), -1);
    let length = rule.mois.map(|mois| (after(mois), Cause::Duree));
    let birthday = |age: i32| Some(plus_jours(plus_mois(naissance?, u32::try_from(age).ok()? * 12), -1));
    let age = rule.age.and_then(birthday).map(|limite| (limite, Cause::Age));
    let (limite, cause) = [length, age].into_iter().flatten().min_by_key(|(limite, _)| *limite)?;
    let objet = if rule.relais {
        "relais à trouver avant la fin du droit"
    } else {
        "sortie à préparer avant la fin du droit"
    };
    let attendu = Attendu::new(referentiel, "fin_de_droit", objet, limite, rule.alerte_jours);
    Some(attendu.fait("entrée", entree).fait("terme", cause.libelle()))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn toulouse_accompanies_for_thirty_six_months_at_most() {
        let ends = attendu(&livre("toulouse").unwrap(), d("2021-03-16"), None).unwrap();
        assert_eq!((ends.limite, ends.objet.as_str()), (d("2024-03-15"), "sortie à préparer avant la fin du droit"));
        let on = |au| ends.etat(d(au));
        assert_eq!(on("2023-12-15"), EtatEcheance::EnCours);
        assert_eq!(on("2023-12-16"), EtatEcheance::Proche, "three months ahead");
        assert_eq!((on("2024-03-15"), on("2024-03-16")), (EtatEcheance::DernierJour, EtatEcheance::Depassee));
    }

    #[test]
    fn nothing_ends_the_right_where_the_length_has_no_limit() {
        assert_eq!(attendu(&livre("lyon").unwrap(), d("2017-03-16"), Some(d("2000-01-01"))), None);
    }

    #[test]
    fn a_mission_locale_hands_over_the_day_before_the_twenty_sixth_birthday() {
        let rule = crate::FinDeDroit { mois: None, age: Some(26), relais: true, alerte_jours: 90 };
        let youth = Referentiel { fin_de_droit: Some(rule), ..livre("lyon").unwrap() };
        let ends = attendu(&youth, d("2024-01-10"), Some(d("2000-02-29"))).unwrap();
        assert_eq!((ends.limite, ends.objet.as_str()), (d("2026-02-27"), "relais à trouver avant la fin du droit"));
        assert_eq!(attendu(&youth, d("2024-01-10"), None), None, "the birth is not known");
    }

    #[test]
    fn of_two_limits_the_first_one_ends_the_right() {
        let rule = crate::FinDeDroit { mois: Some(36), age: Some(26), relais: true, alerte_jours: 90 };
        let both = Referentiel { fin_de_droit: Some(rule), ..livre("lyon").unwrap() };
        let limite = |birth| attendu(&both, d("2024-01-10"), Some(d(birth))).unwrap().limite;
        assert_eq!((limite("2000-06-01"), limite("2003-06-01")), (d("2026-05-31"), d("2027-01-09")));
    }
}
