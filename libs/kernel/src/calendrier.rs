//! Days, months and years: what needs no clock. An instant falls on a day by the zone of its territory ([`crate::Fuseau`]).

use chrono::{Datelike, Months, NaiveDate};

/// The same day of the month `mois` months later, or the last day of that month when it is shorter.
#[must_use]
pub fn plus_mois(jour: NaiveDate, mois: u32) -> NaiveDate {
    jour.checked_add_months(Months::new(mois)).unwrap_or(NaiveDate::MAX)
}

/// The same day of the month `mois` months earlier, or the last day of that month.
#[must_use]
pub fn moins_mois(jour: NaiveDate, mois: u32) -> NaiveDate {
    jour.checked_sub_months(Months::new(mois)).unwrap_or(NaiveDate::MIN)
}

/// The day `jours` days later (earlier when negative).
#[must_use]
pub fn plus_jours(jour: NaiveDate, jours: i64) -> NaiveDate {
    jour.checked_add_signed(chrono::TimeDelta::days(jours)).unwrap_or(if jours < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    })
}

/// Days from `a` to `b`: positive when `b` is later, 0 on the same day.
#[must_use]
pub fn jours_entre(a: NaiveDate, b: NaiveDate) -> i64 {
    b.signed_duration_since(a).num_days()
}

/// Completed years from `naissance` on `jour`. Someone born on 29 February turns a year older on
/// 1 March of common years.
#[must_use]
pub fn age(naissance: NaiveDate, jour: NaiveDate) -> i32 {
    let years = jour.year() - naissance.year();
    let birthday_passed = (jour.month(), jour.day()) >= (naissance.month(), naissance.day());
    if birthday_passed { years } else { years - 1 }
}

/// The first day of the month of `jour`.
#[must_use]
pub fn premier_du_mois(jour: NaiveDate) -> NaiveDate {
    jour.with_day(1).unwrap_or(jour)
}

/// The first day of the year of `jour`.
#[must_use]
pub fn premier_de_l_annee(jour: NaiveDate) -> NaiveDate {
    jour.with_ordinal(1).unwrap_or(jour)
}

/// The last day of the month of `jour`.
#[must_use]
pub fn dernier_du_mois(jour: NaiveDate) -> NaiveDate {
    plus_jours(plus_mois(premier_du_mois(jour), 1), -1)
}

/// A period of whole days, both ends included; without end, it is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periode {
    /// First day.
    pub du: NaiveDate,
    /// Last day, included; `None` while it runs.
    pub au: Option<NaiveDate>,
}

impl Periode {
    /// Whether `jour` belongs to the period.
    #[must_use]
    pub fn contient(self, jour: NaiveDate) -> bool {
        self.du <= jour && self.au.is_none_or(|au| jour <= au)
    }

    /// Whether the two periods share at least one day.
    #[must_use]
    pub fn croise(self, autre: Self) -> bool {
        self.au.is_none_or(|au| autre.du <= au) && autre.au.is_none_or(|au| self.du <= au)
    }

    /// The days that belong to both; `None` where they share none.
    #[must_use]
    pub fn commun(self, autre: Self) -> Option<Self> {
        let du = self.du.max(autre.du);
        let au = [self.au, autre.au].into_iter().flatten().min();
        au.is_none_or(|au| du <= au).then_some(Self { du, au })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use testdata::d;

    #[test]
    fn a_month_ends_on_its_last_day_also_in_february() {
        assert_eq!(
            (premier_du_mois(d("2024-02-10")), dernier_du_mois(d("2024-02-10"))),
            (d("2024-02-01"), d("2024-02-29"))
        );
        assert_eq!(dernier_du_mois(d("2026-12-31")), d("2026-12-31"));
        assert_eq!(premier_de_l_annee(d("2024-12-31")), d("2024-01-01"));
    }

    #[test]
    fn months_keep_the_day_or_take_the_last() {
        assert_eq!(plus_mois(d("2021-02-15"), 4), d("2021-06-15"));
        assert_eq!(plus_mois(d("2021-01-31"), 1), d("2021-02-28"));
    }

    #[test]
    fn age_changes_on_the_birthday() {
        assert_eq!(age(d("1996-03-02"), d("2026-03-02")), 30);
        assert_eq!(age(d("1996-03-03"), d("2026-03-02")), 29);
        assert_eq!(age(d("2004-02-29"), d("2025-02-28")), 20);
        assert_eq!(age(d("2004-02-29"), d("2025-03-01")), 21);
    }

    #[test]
    fn what_two_periods_share_ends_with_the_first_of_them_and_runs_while_both_do() {
        let from = |du, au: Option<&str>| Periode { du: d(du), au: au.map(d) };
        let june = from("2026-06-01", Some("2026-06-30"));
        let shared = |du, au| june.commun(from(du, au));
        assert_eq!(shared("2026-05-01", Some("2026-05-31")), None);
        assert_eq!(shared("2026-05-01", Some("2026-06-01")), Some(from("2026-06-01", Some("2026-06-01"))));
        assert_eq!(shared("2026-06-30", None), Some(from("2026-06-30", Some("2026-06-30"))));
        assert_eq!(shared("2026-07-01", None), None);
        let open = from("2026-06-01", None);
        assert_eq!(open.commun(from("2026-07-01", None)), Some(from("2026-07-01", None)));
    }

    proptest! {
        #[test]
        fn crossing_is_symmetric_and_means_a_shared_day(a in 0i64..60, la in 0i64..20, b in 0i64..60, lb in 0i64..20) {
            let base = d("2026-01-01");
            let p = Periode { du: plus_jours(base, a), au: Some(plus_jours(base, a + la)) };
            let q = Periode { du: plus_jours(base, b), au: Some(plus_jours(base, b + lb)) };
            let shared = (0..100).map(|n| plus_jours(base, n)).any(|jour| p.contient(jour) && q.contient(jour));
            prop_assert_eq!(p.croise(q), shared);
            prop_assert_eq!(q.croise(p), shared);
            prop_assert_eq!(p.commun(q).is_some(), shared);
            prop_assert_eq!(p.commun(q), q.commun(p));
        }
    }
}
