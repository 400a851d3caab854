//! What the use cases share beyond the database.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use problem::{Problem, Slug};

use crate::{Coffre, jetons::cle::trousseau::Trousseau};

/// Attempts in a row on one account, and the pause that gives one back.
const ATTEMPTS: NonZeroU32 = NonZeroU32::new(10).unwrap();
const PAUSE: Duration = Duration::from_secs(6);

/// The state of the service. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Etat {
    pub(crate) coffre: Coffre,
    pub(crate) trousseau: Trousseau,
    attempts: Arc<DefaultKeyedRateLimiter<String>>,
}

impl Etat {
    pub(crate) fn new(coffre: Coffre) -> Self {
        let quota = Quota::with_period(PAUSE).unwrap_or_else(|| Quota::per_minute(ATTEMPTS)).allow_burst(ATTEMPTS);
        Self { coffre, trousseau: Trousseau::default(), attempts: Arc::new(RateLimiter::keyed(quota)) }
    }

    /// Counts an attempt to log in as `who`, whether such an account exists or not.
    pub(crate) fn ralentir(&self, who: &str) -> Result<(), Problem> {
        if self.attempts.len() > 100_000 {
            self.attempts.retain_recent();
        }
        self.attempts.check_key(&who.to_lowercase()).map_err(|_| {
            Problem::new(Slug::TropDeRequetes, "Trop d'essais sur ce compte ; attendez un instant.").retry_after(6)
        })
    }
}
