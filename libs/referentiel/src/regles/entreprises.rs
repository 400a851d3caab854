//! Company visits (seed 001: 6 companies a year and a pair of référents at least).

use crate::{Referentiel, Verdict};

/// The category of time of a visit; what was done names the company.
pub const CATEGORIE: &str = "entreprises";

/// How many companies a pair of référents has still to visit in the year, once it visited `visitees`. `None` where
/// the territory asks none.
#[must_use]
pub fn visites_manquantes(referentiel: &Referentiel, visitees: u32) -> Option<Verdict<u32>> {
    let asked = referentiel.entreprises?.visites_par_binome;
    let missing = asked.saturating_sub(visitees);
    let sentence = format!("{visitees} entreprises visitées dans l'année, {asked} par binôme");
    Some(Verdict::new(referentiel, "visites_entreprises", missing, sentence).fait("visitées", visitees))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    #[test]
    fn a_pair_with_five_companies_has_one_to_visit() {
        let missing = |visited| visites_manquantes(&livre("dijon").unwrap(), visited).unwrap().conclusion;
        assert_eq!((missing(5), missing(6), missing(7)), (1, 0, 0));
        let times = livre("dijon").unwrap().temps;
        assert!(times.iter().any(|one| one.code == CATEGORIE), "visits have their category");
        assert!(visites_manquantes(&livre("lyon").unwrap(), 0).is_none());
    }
}
