//! Cost ceiling of référents (seed 001).

use kernel::Montant;
use rust_decimal::Decimal;

use crate::{Referentiel, Verdict};

/// Whether `cout`, for `etp` full-time équivalents over a year, stays within the ceiling. `None` where
/// the territory has none.
#[must_use]
pub fn plafond(referentiel: &Referentiel, etp: Decimal, cout: Montant) -> Option<Verdict<bool>> {
    let per_fte = referentiel.budget?.plafond_par_etp;
    let ceiling = per_fte.part(etp);
    let kept = cout <= ceiling;
    let sentence = if kept {
        format!("{cout} € pour {etp} ETP : plafond de {ceiling} € respecté")
    } else if etp.is_zero() {
        format!("{cout} € pour 0 ETP")
    } else {
        let actual = Montant::from(cout.euros() / etp);
        format!("{actual} € par ETP : le plafond est de {per_fte} € par ETP, soit {ceiling} € pour {etp} ETP")
    };
    Some(
        Verdict::new(referentiel, "plafond_par_etp", kept, sentence)
            .fait("plafond par ETP", per_fte)
            .fait("ETP", etp)
            .fait("coût", cout),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    fn verdict(etp: &str, cout: &str) -> Verdict<bool> {
        plafond(&livre("dijon").unwrap(), etp.parse().unwrap(), cout.parse().unwrap()).unwrap()
    }

    #[test]
    fn thirteen_referents_at_the_ceiling_are_accepted_and_one_cent_more_is_not() {
        assert!(verdict("13", "578500.00").conclusion);
        let refused = verdict("13", "578500.01");
        assert!(!refused.conclusion);
        assert!(refused.raison.explication.contains("578500.00"), "the ceiling is in the reason");
    }

    #[test]
    fn a_part_time_referent_is_judged_per_full_time_equivalent() {
        let refused = verdict("0.8", "36000.00");
        assert!(!refused.conclusion);
        assert!(refused.raison.explication.starts_with("45000.00 € par ETP"));
    }
}
