//! On what day a file is looked at, and as it was known when.

use chrono::{DateTime, NaiveDate, Utc};

/// A day and an instant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instantane {
    /// The day on which facts hold.
    pub(crate) au: NaiveDate,
    /// What was recorded after this instant is not seen.
    pub(crate) connu_au: DateTime<Utc>,
}
