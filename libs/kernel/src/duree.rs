//! Durations of accompaniment and of staff time, in whole minutes.

use std::{fmt, iter::Sum, ops};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A length of time in minutes, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "i32", into = "i32")]
#[schema(value_type = i32, minimum = 0, example = 45)]
pub struct Duree(i32);

/// A negative number of minutes.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("une durée ne peut pas être négative")]
pub struct DureeInvalide;

impl Duree {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// `heures` hours and `minutes` minutes.
    #[must_use]
    pub const fn heures_minutes(heures: u16, minutes: u16) -> Self {
        // Widening from u16 cannot lose anything, and `From` is not const.
        #[expect(clippy::as_conversions, reason = "widening in a const fn")]
        Self(heures as i32 * 60 + minutes as i32)
    }

    /// The number of minutes.
    #[must_use]
    pub const fn minutes(self) -> i32 {
        self.0
    }

    /// The exact number of hours, for a cost.
    #[must_use]
    pub fn heures(self) -> Decimal {
        Decimal::from(self.0) / Decimal::from(60)
    }

    /// What is left of `self` once `other` is taken away, at least zero.
    #[must_use]
    pub fn moins(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }
}

impl TryFrom<i32> for Duree {
    type Error = DureeInvalide;

    fn try_from(minutes: i32) -> Result<Self, DureeInvalide> {
        if minutes < 0 { Err(DureeInvalide) } else { Ok(Self(minutes)) }
    }
}

impl From<Duree> for i32 {
    fn from(duree: Duree) -> Self {
        duree.0
    }
}

impl ops::Add for Duree {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Duree {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

impl fmt::Display for Duree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} h {:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_hours_and_minutes() {
        assert_eq!(Duree::heures_minutes(620, 45).to_string(), "620 h 45");
        assert_eq!(Duree::heures_minutes(0, 5).to_string(), "0 h 05");
    }

    #[test]
    fn a_negative_duration_is_refused() {
        assert_eq!(Duree::try_from(-1), Err(DureeInvalide));
    }
}
