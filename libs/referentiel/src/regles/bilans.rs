//! Bilans tripartites of an étape (seed 002: two for six months).

use chrono::{Datelike, NaiveDate};
use kernel::{calendrier, phrase};

use crate::{Attendu, Bilans, Referentiel, Verdict};

/// What the rule of bilans is judged on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faits<'a> {
    /// First day of the étape.
    pub debut: NaiveDate,
    /// Last day, included: the planned one while it runs, the real one once it ended, be it sooner or later.
    pub fin: NaiveDate,
    /// The days on which they were held.
    pub tenus: &'a [NaiveDate],
    /// The first day of which the history is known; from the first day of the étape on otherwise.
    pub connu_depuis: Option<NaiveDate>,
}

/// How the bilans of an étape stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenue {
    /// How many the étape asks for.
    pub attendus: u32,
    /// How many were held.
    pub tenus: u32,
    /// How many more fell due before the history is known: whether they were held, nobody knows.
    pub inconnus: u32,
    /// How many are still to be held.
    pub restants: u32,
    /// The next one, each having its share of the étape; none once all were held.
    pub prochain: Option<Attendu>,
}

/// How the bilans of an étape stand, in numbers and by the day of the next one. `None` where the territory has no such rule.
#[must_use]
pub fn tenue(referentiel: &Referentiel, faits: Faits<'_>) -> Option<Verdict<Tenue>> {
    let rule = referentiel.etapes.bilans?;
    let Faits { debut, fin, .. } = faits;
    let attendus = requis(rule, debut, fin);
    let (tenus, inconnus) = (nombre(faits.tenus.len()), inconnus(rule, faits, attendus));
    // One that was held since the history is known takes no share that went by before: those stay unknown.
    let passed = tenus.saturating_add(inconnus);
    let next = (passed < attendus).then(|| limite(rule, faits, passed));
    let unknown = faits.connu_depuis.filter(|_| inconnus > 0);
    let before = unknown.map(|connu| format!(" (inconnu avant le {})", phrase::jour(connu))).unwrap_or_default();
    let sentence = format!("{} sur {attendus}{before}", phrase::nombre(tenus, "bilan tripartite tenu"));
    let told = Tenue {
        attendus,
        tenus,
        inconnus,
        restants: attendus.saturating_sub(passed),
        prochain: next.map(|limite| attendu(referentiel, faits, limite, attendus).inconnu_avant(unknown)),
    };
    let mut verdict = Verdict::new(referentiel, REGLE, told, sentence);
    verdict.raison.inconnu_avant = unknown;
    Some(verdict.fait("début", debut).fait("fin", fin).fait("tenus", tenus))
}

const REGLE: &str = "bilans_tripartites";

fn nombre(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// How many fell due before the history is known, beyond those that are known to have been held before it.
fn inconnus(rule: Bilans, faits: Faits<'_>, attendus: u32) -> u32 {
    let Some(known) = faits.connu_depuis else { return 0 };
    let due = (0..attendus).filter(|rank| limite(rule, faits, *rank) < known).count();
    let held = faits.tenus.iter().filter(|jour| **jour < known).count();
    nombre(due.saturating_sub(held))
}

/// The last day of the bilan that comes after so many.
fn limite(rule: Bilans, faits: Faits<'_>, apres: u32) -> NaiveDate {
    let share = calendrier::plus_mois(faits.debut, (apres + 1) * rule.mois / rule.nombre.max(1));
    calendrier::plus_jours(share, -1).min(faits.fin)
}

fn attendu(referentiel: &Referentiel, faits: Faits<'_>, limite: NaiveDate, attendus: u32) -> Attendu {
    let Faits { debut, fin, tenus, .. } = faits;
    let attendu = Attendu::new(referentiel, REGLE, "bilan tripartite à tenir", limite, referentiel.alertes.etape);
    let until = attendu.fait("début", debut).fait("fin", fin);
    until.fait("tenus", tenus.len()).fait("attendus", attendus)
}

fn requis(rule: Bilans, debut: NaiveDate, fin: NaiveDate) -> u32 {
    mois_entiers(debut, fin) * rule.nombre / rule.mois.max(1)
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

    const HELD: [&str; 3] = ["2017-07-10", "2017-09-15", "2017-10-15"];

    fn in_lyon(fin: &str, tenus: &[&str], connu_depuis: Option<&str>) -> Tenue {
        let (debut, fin) = (d("2017-05-01"), d(fin));
        let tenus: Vec<_> = tenus.iter().copied().map(d).collect();
        let faits = Faits { debut, fin, tenus: &tenus, connu_depuis: connu_depuis.map(d) };
        tenue(&livre("lyon").unwrap(), faits).unwrap().conclusion
    }

    #[test]
    fn six_months_of_etape_take_two_bilans() {
        let left = |tenus: usize| in_lyon("2017-10-31", &HELD[..tenus], None).restants;
        assert_eq!((left(0), left(1), left(2), left(3)), (2, 1, 0, 0));
        assert_eq!(in_lyon("2017-10-31", &HELD[..1], None).attendus, 2);
    }

    #[test]
    fn each_bilan_has_its_half_of_six_months() {
        let next = |tenus: usize| in_lyon("2017-10-31", &HELD[..tenus], None).prochain;
        assert_eq!(next(0).unwrap().limite, d("2017-07-31"));
        let second = next(1).unwrap();
        assert_eq!((second.alerte_le, second.limite), (d("2017-10-01"), d("2017-10-31")));
        assert_eq!((next(2), next(3)), (None, None));
        assert_eq!(in_lyon("2017-06-30", &[], None).prochain, None, "two months");
    }

    #[test]
    fn three_months_of_etape_ask_for_each_bilan() {
        let asked = |fin: &str| in_lyon(fin, &[], None).attendus;
        assert_eq!((asked("2017-07-30"), asked("2017-07-31")), (0, 1));
        assert_eq!((asked("2017-10-30"), asked("2017-10-31")), (1, 2));
        assert_eq!((asked("2018-01-30"), asked("2018-01-31")), (2, 3), "it ended three months after it was to");
    }

    #[test]
    fn nobody_knows_whether_a_bilan_was_held_that_fell_due_before_the_history_begins() {
        let since = |connu: &str| {
            let told = in_lyon("2017-10-31", &[], Some(connu));
            (told.inconnus, told.restants, told.prochain.map(|one| one.limite))
        };
        assert_eq!(since("2017-07-31"), (0, 2, Some(d("2017-07-31"))), "its last day is known");
        assert_eq!(since("2017-08-01"), (1, 1, Some(d("2017-10-31"))));
        assert_eq!(since("2017-10-31"), (1, 1, Some(d("2017-10-31"))));
        assert_eq!(since("2017-11-01"), (2, 0, None));
    }

    #[test]
    fn what_is_unknown_is_said_and_nothing_once_all_of_it_is_told() {
        let (debut, fin) = (d("2017-05-01"), d("2017-10-31"));
        let said = |tenus: &[NaiveDate], connu: &str| {
            let told = tenue(&livre("lyon").unwrap(), Faits { debut, fin, tenus, connu_depuis: Some(d(connu)) });
            let Verdict { conclusion, raison } = told.unwrap();
            (raison.explication, raison.inconnu_avant, conclusion.prochain.and_then(|next| next.inconnu_avant))
        };
        let unknown = "0 bilan tripartite tenu sur 2 (inconnu avant le 01/08/2017)".to_owned();
        assert_eq!(said(&[], "2017-08-01"), (unknown, Some(d("2017-08-01")), Some(d("2017-08-01"))));
        assert_eq!(said(&[], "2017-07-31"), ("0 bilan tripartite tenu sur 2".to_owned(), None, None));
        let told = said(&[d("2017-07-10")], "2017-08-01");
        assert_eq!(told, ("1 bilan tripartite tenu sur 2".to_owned(), None, None));
    }

    #[test]
    fn a_bilan_held_since_the_history_is_known_is_the_one_that_was_asked_then() {
        let second = Some(d("2017-10-31"));
        let table: [(&str, &[&str], _); 8] = [
            ("2017-09-01", &["2017-08-31"], (0, 1, second)),
            ("2017-09-01", &["2017-09-01"], (1, 0, None)),
            ("2017-09-01", &["2017-09-15"], (1, 0, None)),
            ("2017-09-01", &["2017-08-31", "2017-09-01"], (0, 0, None)),
            ("2017-09-01", &["2017-07-10", "2017-08-31"], (0, 0, None)),
            ("2017-08-01", &["2017-07-31"], (0, 1, second)),
            ("2017-07-31", &["2017-07-30"], (0, 1, second)),
            ("2017-07-31", &["2017-07-31"], (0, 1, second)),
        ];
        for (connu, tenus, expected) in table {
            let told = in_lyon("2017-10-31", tenus, Some(connu));
            let got = (told.inconnus, told.restants, told.prochain.map(|one| one.limite));
            assert_eq!(got, expected, "known since {connu}, held on {tenus:?}");
        }
    }

    #[test]
    fn a_month_is_whole_only_on_its_last_day() {
        assert_eq!(mois_entiers(d("2017-06-01"), d("2017-11-30")), 6);
        assert_eq!(mois_entiers(d("2017-06-01"), d("2017-11-29")), 5);
        assert_eq!(mois_entiers(d("2017-01-31"), d("2017-02-27")), 1);
    }
}
