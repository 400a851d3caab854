//! Exact euros.

use std::{fmt, iter::Sum, ops, str::FromStr};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// An exact amount in euros. It is never rounded while it is computed: only [`Montant::centimes`]
/// and what is displayed are, half away from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Montant(Decimal);

/// A text that is not an amount in euros.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("montant invalide : un nombre décimal d'au plus deux décimales est attendu, par exemple \"15539.76\"")]
pub struct MontantInvalide;

impl Montant {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount of whole cents.
    #[must_use]
    pub fn depuis_centimes(centimes: i64) -> Self {
        Self(Decimal::new(centimes, 2))
    }

    /// The amount rounded to whole cents, to be stored or paid.
    #[must_use]
    pub fn centimes(self) -> i64 {
        let cents = (self.0 * Decimal::ONE_HUNDRED).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        i64::try_from(cents).unwrap_or(i64::MAX)
    }

    /// The exact value in euros.
    #[must_use]
    pub const fn euros(self) -> Decimal {
        self.0
    }

    /// This share of the amount; `taux` is a fraction (0.60 for 60 %).
    #[must_use]
    pub fn part(self, taux: Decimal) -> Self {
        Self(self.0 * taux)
    }
}

impl From<Decimal> for Montant {
    fn from(euros: Decimal) -> Self {
        Self(euros)
    }
}

impl FromStr for Montant {
    type Err = MontantInvalide;

    fn from_str(text: &str) -> Result<Self, MontantInvalide> {
        let value = Decimal::from_str_exact(text).map_err(|_| MontantInvalide)?;
        if value.scale() > 2 { Err(MontantInvalide) } else { Ok(Self(value)) }
    }
}

impl fmt::Display for Montant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }
}

impl Serialize for Montant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Montant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for Montant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some(r"^-?\d+(\.\d{1,2})?$"))
            .description(Some("Euros, deux décimales au plus"))
            .examples([serde_json_value("15539.76")])
            .into()
    }
}

fn serde_json_value(text: &str) -> serde_json::Value {
    text.into()
}

impl utoipa::ToSchema for Montant {
    fn name() -> std::borrow::Cow<'static, str> {
        "Montant".into()
    }
}

impl ops::Add for Montant {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl ops::Sub for Montant {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Montant {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_third_decimal_is_refused() {
        assert_eq!("578500.00".parse::<Montant>().unwrap().centimes(), 57_850_000);
        assert_eq!("0.001".parse::<Montant>(), Err(MontantInvalide));
        assert_eq!("1 000".parse::<Montant>(), Err(MontantInvalide));
    }

    #[test]
    fn half_a_cent_rounds_away_from_zero_at_display_only() {
        let half = "0.01".parse::<Montant>().unwrap().part(Decimal::new(5, 1));
        assert_eq!(half.to_string(), "0.01");
        assert_eq!((half + half).centimes(), 1);
    }

    proptest! {
        #[test]
        fn cents_survive_the_round_trip(cents in -1_000_000_000_000i64..1_000_000_000_000) {
            let montant = Montant::depuis_centimes(cents);
            prop_assert_eq!(montant.centimes(), cents);
            prop_assert_eq!(montant.to_string().parse::<Montant>().unwrap(), montant);
        }
    }
}
