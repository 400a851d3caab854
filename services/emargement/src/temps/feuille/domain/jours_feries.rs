//! Public holidays of metropolitan France (Code du travail, article L3133-1).

use chrono::{Datelike, NaiveDate, TimeDelta};

/// Whether `jour` is a public holiday.
pub(crate) fn est_ferie(jour: NaiveDate) -> bool {
    const FIXED: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let movable = || {
        let easter = paques(jour.year())?;
        Some([1, 39, 50].into_iter().any(|days| easter + TimeDelta::days(days) == jour))
    };
    FIXED.contains(&(jour.month(), jour.day())) || movable().unwrap_or(false)
}

/// Easter Sunday, by the anonymous Gregorian computus, with its own letters.
#[expect(clippy::many_single_char_names, reason = "the letters are those of the published algorithm")]
fn paques(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn easter_monday_ascension_and_whit_monday_move_with_easter() {
        for holiday in
            ["2026-04-06", "2026-05-14", "2026-05-25", "2017-04-17", "2024-05-09", "2026-05-01", "2026-07-14"]
        {
            assert!(est_ferie(d(holiday)), "{holiday}");
        }
        for working in ["2026-04-05", "2026-04-07", "2026-05-15", "2026-06-01"] {
            assert!(!est_ferie(d(working)), "{working}");
        }
    }
}
