//! How a French sentence writes a day and a number of things. Data keeps its own form (ISO 8601, digits); what a person reads
//! is written here.

use std::{borrow::Borrow, fmt::Display};

use chrono::NaiveDate;

/// A day in figures: « 02/05/2017 ».
#[must_use]
pub fn jour(jour: impl Borrow<NaiveDate>) -> impl Display {
    jour.borrow().format("%d/%m/%Y")
}

/// How many there are, each word in the plural from two on: « 1 bilan tenu », « 2 bilans tenus », « 3 mois ».
#[must_use]
pub fn nombre(combien: impl TryInto<i64> + Copy + Display, mots: &str) -> String {
    let seul = combien.try_into().is_ok_and(|combien| combien <= 1);
    let accorde = |mot: &str| if seul || mot.ends_with(['s', 'x', 'z']) { mot.to_owned() } else { format!("{mot}s") };
    format!("{combien} {}", mots.split(' ').map(accorde).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn a_day_is_written_as_a_person_reads_it() {
        assert_eq!(jour(d("2017-05-02")).to_string(), "02/05/2017");
        assert_eq!(format!("jusqu'au {}", jour(&d("2019-12-31"))), "jusqu'au 31/12/2019");
    }

    #[test]
    fn words_agree_with_their_number_from_two_on() {
        assert_eq!(nombre(0, "jour"), "0 jour");
        assert_eq!(nombre(1, "bilan tripartite tenu"), "1 bilan tripartite tenu");
        assert_eq!(nombre(2, "bilan tripartite tenu"), "2 bilans tripartites tenus");
        assert_eq!(nombre(2, "rendez-vous manqué"), "2 rendez-vous manqués");
        assert_eq!(nombre(1_usize, "mois"), "1 mois");
        assert_eq!(nombre(12_u32, "mois"), "12 mois");
    }
}
