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

/// What may be claimed of `cout_annuel`, the annual cost of a full time: no more than what the employer bears
/// of each full-time équivalent (`charge` for `etp` of them, when it is said), and no more than the ceiling.
#[must_use]
pub fn cout_retenu(
    referentiel: &Referentiel,
    etp: Decimal,
    cout_annuel: Montant,
    charge: Option<Montant>,
) -> Verdict<Montant> {
    let borne = charge.and_then(|charge| charge.euros().checked_div(etp)).map(Montant::from);
    let ceiling = referentiel.budget.map(|budget| budget.plafond_par_etp);
    let bounds = [(borne, "supporté par l'employeur"), (ceiling, "plafond par ETP")];
    let (kept, why) = bounds
        .into_iter()
        .filter_map(|(bound, why)| Some((bound?, why)))
        .fold((cout_annuel, "coût annuel"), |least, bound| if bound.0 < least.0 { bound } else { least });
    Verdict::new(referentiel, "cout_retenu", kept, format!("{kept} € retenus pour un temps plein : {why}"))
        .fait("coût annuel", cout_annuel)
        .fait("ETP", etp)
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

    #[test]
    fn what_is_claimed_of_a_full_time_is_bounded_by_what_is_borne_and_by_the_ceiling() {
        let claimed = |territoire: &str, etp: &str, cout: &str, charge: Option<&str>| {
            let charge = charge.map(|charge| charge.parse().unwrap());
            let referentiel = livre(territoire).unwrap();
            cout_retenu(&referentiel, etp.parse().unwrap(), cout.parse().unwrap(), charge).conclusion.to_string()
        };
        assert_eq!(claimed("dijon", "1", "60000.00", Some("44500.00")), "44500.00");
        assert_eq!(claimed("dijon", "1", "60000.00", None), "44500.00");
        assert_eq!(claimed("dijon", "1", "44500.00", Some("44500.00")), "44500.00");
        assert_eq!(claimed("dijon", "1", "43000.00", Some("44500.00")), "43000.00");
        assert_eq!(claimed("dijon", "0.8", "60000.00", Some("32000.00")), "40000.00", "borne for each full time");
        assert_eq!(claimed("lyon", "1", "60000.00", None), "60000.00", "no ceiling there");
        assert_eq!(claimed("lyon", "0.5", "60000.00", Some("20000.00")), "40000.00");
    }
}
