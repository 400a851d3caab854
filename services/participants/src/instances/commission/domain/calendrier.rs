//! The calendar of the commission: the rhythm of the référentiel, from the last session.

use chrono::NaiveDate;
use kernel::{calendrier::plus_jours, phrase};
use problem::FieldError;

/// Days ahead at most, and days of one planning: two years.
pub(crate) const HORIZON_JOURS: i64 = 731;

/// No session is put in the calendar further ahead than two years; told at `pointer`.
pub(crate) fn previsible(today: NaiveDate, pointer: &str, jour: NaiveDate) -> Result<(), FieldError> {
    let last = plus_jours(today, HORIZON_JOURS);
    if jour > last {
        return Err(FieldError::new(
            pointer,
            "hors_bornes",
            format!("attendu : le {} au plus tard, à deux ans", phrase::jour(last)),
        ));
    }
    Ok(())
}

/// The days of the sessions from `premier` to `jusquau`, every `rythme` days; those that are already in the
/// calendar are left out.
pub(crate) fn seances(premier: NaiveDate, rythme: u32, jusquau: NaiveDate, connues: &[NaiveDate]) -> Vec<NaiveDate> {
    let step = i64::from(rythme.max(1));
    std::iter::successors(Some(premier), |jour| Some(plus_jours(*jour, step)))
        .take_while(|jour| *jour <= jusquau)
        .filter(|jour| !connues.contains(jour))
        .collect()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn no_session_is_planned_beyond_two_years() {
        let planned = |jour| previsible(d("2026-03-12"), "/tenue_le", d(jour)).is_ok();
        assert_eq!((planned("2028-03-12"), planned("2028-03-13")), (true, false));
    }

    #[test]
    fn clermont_meets_every_fifteen_days() {
        let all = seances(d("2015-01-29"), 15, d("2015-03-15"), &[d("2015-02-13")]);
        assert_eq!(all, [d("2015-01-29"), d("2015-02-28"), d("2015-03-15")]);
        assert_eq!(seances(d("2015-03-16"), 15, d("2015-03-15"), &[]), []);
    }
}
