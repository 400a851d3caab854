//! Until which day an accompaniment may be prolonged.

use chrono::NaiveDate;
use kernel::{ActeurId, ParcoursId, ProlongationId, Refus, phrase};
use problem::{FieldError, Problem};

/// A prolongation that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prolongation {
    pub(crate) id: ProlongationId,
    pub(crate) parcours: ParcoursId,
    pub(crate) le: NaiveDate,
    /// The last day of the accompaniment.
    pub(crate) jusqu_au: NaiveDate,
    pub(crate) motif: String,
    pub(crate) par: ActeurId,
}

/// Whether the end of the right moves to this day: one of those that the rules give, first and last.
pub(crate) fn admettre(jusqu_au: NaiveDate, jours: Option<(NaiveDate, NaiveDate)>) -> Result<(), Problem> {
    let Some((first, last)) = jours else {
        let detail =
            "Le référentiel du territoire ne limite pas la durée de l’accompagnement : rien n’est à prolonger.";
        return Err(Refus::new(detail).into());
    };
    if (first..=last).contains(&jusqu_au) {
        return Ok(());
    }
    let detail =
        format!("attendu : du {}, lendemain de la fin du droit, au {}", phrase::jour(first), phrase::jour(last));
    Err(FieldError::new("/jusqu_au", "hors_bornes", detail).into())
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn the_end_moves_to_a_day_that_the_rules_give_and_to_none_where_there_is_no_end() {
        let days = Some((d("2024-03-16"), d("2025-03-15")));
        let admitted = |jour| admettre(d(jour), days).is_ok();
        assert_eq!((admitted("2024-03-15"), admitted("2024-03-16")), (false, true));
        assert_eq!((admitted("2025-03-15"), admitted("2025-03-16")), (true, false));
        assert_eq!(admettre(d("2024-03-16"), None).unwrap_err().status, 409);
    }
}
