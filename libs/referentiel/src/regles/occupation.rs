//! Places that a convention funds, and how they are occupied over a year (seed 002: a référent has a number of places, on
//! which several persons follow one another; the year is judged by the persons accompanied and by the mean of the places
//! occupied).

use chrono::NaiveDate;
use kernel::phrase;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Referentiel, Verdict, regles::capacite::norme};

/// Rounded to the tenth, as people do.
fn au_dixieme(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// As it is written in French.
fn dit(value: Decimal) -> String {
    value.normalize().to_string().replace('.', ",")
}

/// The mean of some figures, exact.
fn moyenne_exacte(all: &[u32]) -> Option<Decimal> {
    let sum: u64 = all.iter().copied().map(u64::from).sum();
    Decimal::from(sum).checked_div(Decimal::from(all.len()))
}

/// The mean of the places occupied at the ends of the months that are over, to the tenth. `None` while none is.
#[must_use]
pub fn moyenne(referentiel: &Referentiel, occupees: &[u32]) -> Option<Verdict<Decimal>> {
    let mean = au_dixieme(moyenne_exacte(occupees)?);
    let sum: u64 = occupees.iter().copied().map(u64::from).sum();
    let sentence = format!("{} places occupées en moyenne ({sum} ÷ {})", dit(mean), occupees.len());
    let all: Vec<_> = occupees.iter().map(u32::to_string).collect();
    Some(Verdict::new(referentiel, "moyenne_places", mean, sentence).fait("fins de mois", all.join(" ")))
}

/// How much of the places that are funded is occupied, in per cent, to the tenth. `None` where no place is funded.
#[must_use]
pub fn montee_en_charge(occupees: u32, financees: u32) -> Option<Decimal> {
    Decimal::from(occupees).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(financees)).map(au_dixieme)
}

/// The mean working time of a year, of which nobody said anything in some months: nobody worked then.
#[must_use]
pub fn etp_moyen(par_mois: &[Option<Decimal>]) -> Option<Decimal> {
    if par_mois.iter().all(Option::is_none) {
        return None;
    }
    let sum: Decimal = par_mois.iter().flatten().sum();
    let mean = sum.checked_div(Decimal::from(par_mois.len()))?;
    Some(mean.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// How many persons more than the norm of the territory a working time of `etp` followed at the ends of the months, in the
/// mean: « environ 70 personnes par mois ». `None` where the territory sets no norm.
#[must_use]
pub fn par_mois(referentiel: &Referentiel, etp: Decimal, occupees: &[u32]) -> Option<Verdict<Decimal>> {
    let (mean, norm) = (au_dixieme(moyenne_exacte(occupees)?), norme(referentiel.capacite?.par_etp, etp));
    let over = (mean - Decimal::from(norm)).max(Decimal::ZERO);
    let sentence = format!("{} par mois en moyenne pour {norm}", dit(mean));
    Some(Verdict::new(referentiel, "personnes_par_mois", over, sentence).fait("ETP", etp).fait("norme", norm))
}

/// What is known of the months to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouvements {
    /// The end of the last month that is over.
    pub depuis: NaiveDate,
    /// Persons in the file active on that day.
    pub presents: u32,
    /// Those who are recorded to be in it at the end of the year and were not.
    pub entrees: u32,
    /// Those who were in it and are recorded not to be at the end of the year.
    pub fins: u32,
}

/// The places that will be occupied on the last day of the year, if nothing more is recorded: no entry is guessed, and no exit.
#[must_use]
pub fn prevision(referentiel: &Referentiel, connus: Mouvements) -> Verdict<u32> {
    let Mouvements { depuis, presents, entrees, fins } = connus;
    let expected = (presents + entrees).saturating_sub(fins);
    let sentence = format!(
        "{} au 31 décembre : {presents} au {}, puis {} et {}",
        phrase::nombre(expected, "place occupée prévue"),
        phrase::jour(depuis),
        phrase::nombre(entrees, "entrée connue"),
        phrase::nombre(fins, "fin connue")
    );
    Verdict::new(referentiel, "prevision_places", expected, sentence)
        .fait("dernière fin de mois connue", depuis)
        .fait("en file active ce jour-là", presents)
        .fait("entrées connues ensuite", entrees)
        .fait("fins connues ensuite", fins)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    const ANNEE: [u32; 12] = [66, 68, 70, 70, 71, 72, 70, 69, 70, 70, 70, 70];

    #[test]
    fn seventy_places_were_occupied_at_sixty_nine_point_seven() {
        let mean = moyenne(&livre("lyon").unwrap(), &ANNEE).unwrap();
        assert_eq!(mean.conclusion, Decimal::new(697, 1));
        assert_eq!(mean.raison.explication, "69,7 places occupées en moyenne (836 ÷ 12)");
        assert_eq!(moyenne(&livre("lyon").unwrap(), &[]), None, "no month is over");
    }

    #[test]
    fn the_mean_of_a_full_time_is_compared_with_seventy_and_of_half_a_time_with_thirty_five() {
        let lyon = livre("lyon").unwrap();
        let over = |etp, all: &[u32]| par_mois(&lyon, etp, all).unwrap();
        assert_eq!(over(Decimal::ONE, &ANNEE).conclusion, Decimal::ZERO);
        assert_eq!(over(Decimal::ONE, &[70, 71]).conclusion, Decimal::new(5, 1));
        assert_eq!(over(Decimal::new(5, 1), &[36]).conclusion, Decimal::ONE);
        assert_eq!(over(Decimal::ONE, &ANNEE).raison.explication, "69,7 par mois en moyenne pour 70");
    }

    #[test]
    fn what_is_occupied_of_what_is_funded_is_a_percentage_and_nothing_is_none() {
        assert_eq!(montee_en_charge(66, 70), Some(Decimal::new(943, 1)));
        assert_eq!((montee_en_charge(70, 70), montee_en_charge(3, 0)), (Some(Decimal::ONE_HUNDRED), None));
    }

    #[test]
    fn who_worked_half_of_the_year_worked_half_a_time() {
        let months: Vec<_> = (1..=12).map(|month| (month > 6).then_some(Decimal::ONE)).collect();
        assert_eq!(etp_moyen(&months), Some(Decimal::new(5, 1)));
        assert_eq!(etp_moyen(&[None, None]), None, "nobody said");
    }

    #[test]
    fn the_end_of_the_year_is_what_is_known_of_it() {
        let connus = Mouvements { depuis: d("2026-10-31"), presents: 70, entrees: 2, fins: 5 };
        let expected = prevision(&livre("lyon").unwrap(), connus);
        assert_eq!(expected.conclusion, 67);
        let said =
            "67 places occupées prévues au 31 décembre : 70 au 31/10/2026, puis 2 entrées connues et 5 fins connues";
        assert_eq!(expected.raison.explication, said);
    }
}
