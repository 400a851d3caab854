//! The one place that reads the system clock.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{Id, calendrier, kind::Kind};

/// Tells the time and makes identifiers. Injected everywhere, so that a test decides what day it is.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `instant` until [`Clock::set`] moves it. Clones move together.
    #[must_use]
    pub fn fixed(instant: DateTime<Utc>) -> Self {
        Self(Source::Fixed(Arc::new(Mutex::new(instant))))
    }

    /// Moves a fixed clock; the system clock ignores it.
    pub fn set(&self, instant: DateTime<Utc>) {
        if let Source::Fixed(cell) = &self.0 {
            *cell.lock().unwrap_or_else(PoisonError::into_inner) = instant;
        }
    }

    /// The present instant.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the only reader of the system clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now(),
            Source::Fixed(cell) => *cell.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The present day in Europe/Paris.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        calendrier::jour(self.now())
    }

    /// A new identifier for something created now.
    #[must_use]
    pub fn id<K: Kind>(&self) -> Id<K> {
        Id::generate(self.now())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

#[cfg(test)]
mod tests {
    use testdata::{d, t};

    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_paris() {
        let clock = Clock::fixed(t("2026-07-01T22:30:00Z"));
        assert_eq!(clock.today(), d("2026-07-02"));
        clock.set(t("2026-01-01T22:30:00Z"));
        assert_eq!(clock.today(), d("2026-01-01"));
    }
}
