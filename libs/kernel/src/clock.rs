//! The one place that reads the system clock.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Utc};

use crate::{Id, kind::Kind};

/// Tells the time and makes identifiers. Injected everywhere, so that a test decides when it is.
/// What day it is depends on where one is ([`crate::Fuseau`]).
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
    use testdata::t;

    use super::*;

    #[test]
    fn the_clones_of_a_fixed_clock_move_together() {
        let clock = Clock::fixed(t("2026-07-01T22:30:00Z"));
        let same = clock.clone();
        clock.set(t("2026-01-01T22:30:00Z"));
        assert_eq!(same.now(), t("2026-01-01T22:30:00Z"));
    }
}
