//! Norm of persons per référent (seed 000: 80 for a full-time référent; seed 002: 70 places, some 90 persons a year).

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Referentiel, UniteCapacite, Verdict};

/// How many persons (or places) a référent of `etp` has beyond the norm. `None` where the territory
/// sets no norm.
#[must_use]
pub fn depassement(referentiel: &Referentiel, etp: Decimal, suivis: u32) -> Option<Verdict<u32>> {
    let rule = referentiel.capacite?;
    let norm = norme(rule.par_etp, etp);
    let sentence = match rule.unite {
        UniteCapacite::FileActive => format!("{suivis} suivis pour une norme de {norm}"),
        UniteCapacite::Places => format!("{suivis} places occupées pour {norm}"),
    };
    Some(juger(referentiel, "capacite_referent", (etp, norm), suivis, sentence))
}

/// How many persons a référent of `etp` accompanied in a year beyond the norm; places are not persons. `None` where
/// the territory sets no such norm.
#[must_use]
pub fn sur_l_annee(referentiel: &Referentiel, etp: Decimal, accompagnes: u32) -> Option<Verdict<u32>> {
    let norm = norme(referentiel.capacite?.personnes_par_an?, etp);
    let sentence = format!("{accompagnes} personnes accompagnées dans l'année pour une norme de {norm}");
    Some(juger(referentiel, "personnes_par_an", (etp, norm), accompagnes, sentence))
}

fn norme(par_etp: u32, etp: Decimal) -> u32 {
    let norm = (Decimal::from(par_etp) * etp).round_dp_with_strategy(0, RoundingStrategy::ToZero);
    u32::try_from(norm).unwrap_or(u32::MAX)
}

fn juger(
    referentiel: &Referentiel,
    regle: &str,
    (etp, norm): (Decimal, u32),
    counted: u32,
    sentence: String,
) -> Verdict<u32> {
    let over = counted.saturating_sub(norm);
    Verdict::new(referentiel, regle, over, sentence).fait("ETP", etp).fait("norme", norm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    #[test]
    fn a_half_time_referent_with_41_persons_is_one_over() {
        let over =
            |suivis| depassement(&livre("grand-chalon").unwrap(), Decimal::new(5, 1), suivis).unwrap().conclusion;
        assert_eq!((over(40), over(41)), (0, 1));
    }

    #[test]
    fn the_rhone_counts_seventy_places_and_ninety_persons_a_year() {
        let lyon = livre("lyon").unwrap();
        let places = depassement(&lyon, Decimal::ONE, 71).unwrap();
        assert_eq!((places.conclusion, places.raison.explication.as_str()), (1, "71 places occupées pour 70"));
        let year = |persons| sur_l_annee(&lyon, Decimal::ONE, persons).unwrap().conclusion;
        assert_eq!((year(90), year(91)), (0, 1));
        assert!(sur_l_annee(&livre("grand-chalon").unwrap(), Decimal::ONE, 91).is_none(), "Chalon says none");
    }
}
