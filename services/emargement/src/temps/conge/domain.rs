//! Days of leave.

use chrono::NaiveDate;
use kernel::{CongeId, UtilisateurId, calendrier::jours_entre};
use problem::FieldError;

use crate::temps::retrait::domain::Retrait;

/// Days of a leap year.
const PLUS_LONG: i64 = 366;

/// Days on which somebody does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conge {
    pub(crate) id: CongeId,
    pub(crate) agent: UtilisateurId,
    pub(crate) du: NaiveDate,
    /// Last day, included.
    pub(crate) au: NaiveDate,
    /// Why they count no more.
    pub(crate) retrait: Option<Retrait>,
}

impl Conge {
    /// A leave from a day to the same one or a later one, of a year at most.
    pub(crate) fn prendre(id: CongeId, agent: UtilisateurId, du: NaiveDate, au: NaiveDate) -> Result<Self, FieldError> {
        if au < du {
            return Err(FieldError::new("/au", "incoherent", "le dernier jour précède le premier"));
        }
        if jours_entre(du, au) >= PLUS_LONG {
            return Err(FieldError::new(
                "/au",
                "hors_bornes",
                "un congé dure un an au plus : enregistrez-en un par année",
            ));
        }
        Ok(Self { id, agent, du, au, retrait: None })
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    #[test]
    fn a_leave_lasts_a_day_at_least() {
        let (monday, tuesday) = (d("2026-03-16"), d("2026-03-17"));
        let taken = |du, au| Conge::prendre(Id::MIN, Id::MIN, du, au).is_ok();
        assert_eq!((taken(monday, monday), taken(tuesday, monday)), (true, false));
    }

    #[test]
    fn a_leave_lasts_a_year_at_most() {
        let taken = |au| Conge::prendre(Id::MIN, Id::MIN, d("2024-01-01"), d(au)).is_ok();
        assert_eq!((taken("2024-12-31"), taken("2025-01-01")), (true, false));
    }
}
