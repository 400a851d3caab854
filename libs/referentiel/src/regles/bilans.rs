//! Bilans tripartites of an étape (seed 002: two for six months).

use chrono::{Datelike, NaiveDate};
use kernel::{calendrier, phrase};

use crate::{Attendu, Bilans, Referentiel, Verdict};

/// How many bilans are still to be held for an étape from `debut` to `fin_prevue`, both included, of
/// which `tenus` were held. `None` where the territory has no such rule.
#[must_use]
pub fn restants(
    referentiel: &Referentiel,
    debut: NaiveDate,
    fin_prevue: NaiveDate,
    tenus: u32,
) -> Option<Verdict<u32>> {
    let rule = referentiel.etapes.bilans?;
    let required = requis(rule, debut, fin_prevue);
    let left = required.saturating_sub(tenus);
    let sentence = format!("{} sur {required}", phrase::nombre(tenus, "bilan tripartite tenu"));
    Some(
        Verdict::new(referentiel, "bilans_tripartites", left, sentence)
            .fait("début", debut)
            .fait("fin prévue", fin_prevue)
            .fait("tenus", tenus),
    )
}

/// The next bilan to hold, each having its share of the étape; `None` once all were held, or where the territory has no
/// such rule.
#[must_use]
pub fn prochain(referentiel: &Referentiel, debut: NaiveDate, fin_prevue: NaiveDate, tenus: u32) -> Option<Attendu> {
    let rule = referentiel.etapes.bilans?;
    let required = requis(rule, debut, fin_prevue);
    if tenus >= required {
        return None;
    }
    let share = calendrier::plus_mois(debut, (tenus + 1) * rule.mois / rule.nombre.max(1));
    let limite = calendrier::plus_jours(share, -1).min(fin_prevue);
    let attendu =
        Attendu::new(referentiel, "bilans_tripartites", "bilan tripartite à tenir", limite, referentiel.alertes.etape);
    let until = attendu.fait("début", debut).fait("fin prévue", fin_prevue);
    Some(until.fait("tenus", tenus).fait("attendus", required))
}

fn requis(rule: Bilans, debut: NaiveDate, fin_prevue: NaiveDate) -> u32 {
    mois_entiers(debut, fin_prevue) * rule.nombre / rule.mois.max(1)
}

/// Whole months from `debut` to `fin`, both days included.
pub(crate) fn mois_entiers(debut: NaiveDate, fin: NaiveDate) -> u32 {
    let after = calendrier::plus_jours(fin, 1);
    let months = (after.year() - debut.year()) * 12 + i32::try_from(after.month()).unwrap_or(0)
        - i32::try_from(debut.month()).unwrap_or(0);
    let months = u32::try_from(months).unwrap_or(0);
    if calendrier::plus_mois(debut, months) <= after { months } else { months.saturating_sub(1) }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    #[test]
    fn six_months_of_etape_take_two_bilans() {
        let left =
            |tenus| restants(&livre("lyon").unwrap(), d("2017-05-01"), d("2017-10-31"), tenus).unwrap().conclusion;
        assert_eq!((left(0), left(1), left(2), left(3)), (2, 1, 0, 0));
    }

    #[test]
    fn each_bilan_has_its_half_of_six_months() {
        let next = |tenus| prochain(&livre("lyon").unwrap(), d("2017-05-01"), d("2017-10-31"), tenus);
        assert_eq!(next(0).unwrap().limite, d("2017-07-31"));
        let second = next(1).unwrap();
        assert_eq!((second.alerte_le, second.limite), (d("2017-10-01"), d("2017-10-31")));
        assert_eq!(next(2), None);
        assert_eq!(prochain(&livre("lyon").unwrap(), d("2017-05-01"), d("2017-06-30"), 0), None, "two months");
    }

    #[test]
    fn a_month_is_whole_only_on_its_last_day() {
        assert_eq!(mois_entiers(d("2017-06-01"), d("2017-11-30")), 6);
        assert_eq!(mois_entiers(d("2017-06-01"), d("2017-11-29")), 5);
        assert_eq!(mois_entiers(d("2017-01-31"), d("2017-02-27")), 1);
    }
}
