//! When a month still takes what happens in it.

use chrono::NaiveDate;
use emargement_api::EtatFeuille;
use kernel::{
    Refus,
    calendrier::{plus_mois, premier_du_mois},
};

/// Whether a month whose sheet is in this state takes what happens in it: none signed it yet.
pub(crate) fn ouvert(feuille: EtatFeuille) -> bool {
    feuille == EtatFeuille::Composee
}

/// Why nothing enters a month whose sheet is signed.
pub(crate) fn figee(mois: NaiveDate) -> Refus {
    Refus::new(format!("La feuille de temps de {} est signée. Rouvrez-la avec un motif.", mois.format("%m/%Y")))
}

/// The first days of the months from that of `du` to that of `au`.
pub(crate) fn mois_entre(du: NaiveDate, au: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(premier_du_mois(du)), |mois| Some(plus_mois(*mois, 1)))
        .take_while(move |mois| *mois <= au)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn a_night_at_the_end_of_a_month_belongs_to_two() {
        let months = |du, au| mois_entre(d(du), d(au)).collect::<Vec<_>>();
        assert_eq!(months("2026-03-31", "2026-03-31"), [d("2026-03-01")]);
        assert_eq!(months("2026-03-31", "2026-04-01"), [d("2026-03-01"), d("2026-04-01")]);
        assert_eq!(months("2025-12-20", "2026-01-02"), [d("2025-12-01"), d("2026-01-01")]);
    }
}
