//! What the dates of a fact must be.

use chrono::NaiveDate;
use problem::FieldError;

/// What is wrong with the dates of `quoi`, told at `base`: it has begun, and ends after it began.
pub(crate) fn periode(
    today: NaiveDate,
    depuis: NaiveDate,
    jusqua: Option<NaiveDate>,
    base: &str,
    quoi: &str,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if depuis > today {
        let detail = format!("{quoi} ne commence pas dans le futur");
        errors.push(FieldError::new(format!("{base}/depuis"), "futur", detail));
    }
    if jusqua.is_some_and(|jusqua| jusqua < depuis) {
        let detail = format!("attendu : le {depuis} ou plus tard");
        errors.push(FieldError::new(format!("{base}/jusqua"), "incoherent", detail));
    }
    errors
}
