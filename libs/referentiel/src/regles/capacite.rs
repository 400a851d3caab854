//! Norm of persons per référent (seed 000: 80 for a full-time référent).

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Referentiel, Verdict};

/// How many persons (or places) a référent of `etp` has beyond the norm. `None` where the territory
/// sets no norm.
#[must_use]
pub fn depassement(referentiel: &Referentiel, etp: Decimal, suivis: u32) -> Option<Verdict<u32>> {
    let per_fte = Decimal::from(referentiel.capacite?.par_etp);
    let norm = (per_fte * etp).round_dp_with_strategy(0, RoundingStrategy::ToZero);
    let norm = u32::try_from(norm).unwrap_or(u32::MAX);
    let over = suivis.saturating_sub(norm);
    let sentence = format!("{suivis} suivis pour une norme de {norm}");
    Some(Verdict::new(referentiel, "capacite_referent", over, sentence).fait("ETP", etp).fait("norme", norm))
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
}
