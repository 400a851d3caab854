//! Costs: exact until they are shown.

use fse_api::{Couts, OptionCouts, Risque};
use kernel::{Duree, Montant};
use rust_decimal::Decimal;

/// The flat rate of an option, as a fraction of direct staff costs.
fn forfait(option: OptionCouts) -> Decimal {
    match option {
        OptionCouts::Forfait40 => Decimal::new(40, 2),
        OptionCouts::Forfait15 => Decimal::new(15, 2),
        OptionCouts::PersonnelSeul => Decimal::ZERO,
    }
}

/// What an operation costs and what Europe pays (`taux` in per cent), with what is at risk for want of
/// signatures.
pub(crate) fn calculer(
    option: OptionCouts,
    taux: Decimal,
    personnel: Montant,
    a_risque: Montant,
    minutes: Duree,
) -> Couts {
    let with_flat_rate = |direct: Montant| direct + direct.part(forfait(option));
    let share = taux / Decimal::ONE_HUNDRED;
    let (total, lost) = (with_flat_rate(personnel), with_flat_rate(a_risque));
    Couts {
        personnel,
        forfait: personnel.part(forfait(option)),
        total,
        fse: total.part(share),
        risque: Risque { minutes, personnel: a_risque, total: lost, fse: lost.part(share) },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::operations::agent::domain::taux_horaire;

    /// Cost of this time at this rate.
    fn cout(taux: Montant, temps: Duree) -> Montant {
        taux.part(temps.heures())
    }

    fn euros(text: &str) -> Montant {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_and_a_claim() {
        let rate = taux_horaire(euros("43000.00"));
        assert_eq!(rate.to_string(), "25.00");
        let certified = Duree::heures_minutes(620, 45);
        let unsigned = Duree::heures_minutes(12, 30);
        let couts =
            calculer(OptionCouts::Forfait40, Decimal::from(60), cout(rate, certified), cout(rate, unsigned), unsigned);
        assert_eq!(couts.personnel.to_string(), "15518.75");
        assert_eq!(couts.forfait.to_string(), "6207.50");
        assert_eq!(couts.total.to_string(), "21726.25");
        assert_eq!(couts.fse.to_string(), "13035.75");
        assert_eq!(couts.risque.personnel.to_string(), "312.50");
        assert_eq!(couts.risque.total.to_string(), "437.50");
        assert_eq!(couts.risque.fse.to_string(), "262.50");
    }

    #[test]
    fn the_convention_of_clermont_is_paid_at_sixty_per_cent() {
        let couts =
            calculer(OptionCouts::PersonnelSeul, Decimal::from(60), euros("25899.60"), Montant::ZERO, Duree::ZERO);
        assert_eq!(couts.fse.to_string(), "15539.76");
    }

    proptest! {
        #[test]
        fn a_missing_signature_never_raises_what_is_safe(minutes in 0i32..60_000, unsigned in 0i32..60_000, annual in 1i64..9_000_000) {
            let unsigned = unsigned.min(minutes);
            let rate = taux_horaire(Montant::depuis_centimes(annual));
            let of = |minutes: i32| cout(rate, Duree::try_from(minutes).unwrap());
            let all = calculer(OptionCouts::Forfait40, Decimal::from(60), of(minutes), of(unsigned), Duree::ZERO);
            prop_assert!(all.risque.fse <= all.fse);
            prop_assert!(all.fse <= all.total);
        }
    }
}
