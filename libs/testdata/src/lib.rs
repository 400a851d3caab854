//! What tests say short: days and instants. It knows no other crate of the suite, so that the tests of each may use it.

#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test that mistypes a date has failed")]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A day: `d("2026-02-12")`.
#[must_use]
pub fn d(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

/// An instant: `t("2026-02-12T09:00:00Z")`.
#[must_use]
pub fn t(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

/// So many minutes after nine o'clock in Paris, on one Monday: what counts is the time between instants.
#[must_use]
pub fn minute(after: i64) -> DateTime<Utc> {
    t("2026-03-16T08:00:00Z") + TimeDelta::minutes(after)
}
