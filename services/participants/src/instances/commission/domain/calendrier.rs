//! The calendar of the commission: the rhythm of the référentiel, from the last session.

use chrono::NaiveDate;
use kernel::calendrier::plus_jours;

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
    fn clermont_meets_every_fifteen_days() {
        let all = seances(d("2015-01-29"), 15, d("2015-03-15"), &[d("2015-02-13")]);
        assert_eq!(all, [d("2015-01-29"), d("2015-02-28"), d("2015-03-15")]);
        assert_eq!(seances(d("2015-03-16"), 15, d("2015-03-15"), &[]), []);
    }
}
