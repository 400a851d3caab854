//! Days of leave.

use chrono::NaiveDate;
use kernel::{CongeId, UtilisateurId};
use problem::FieldError;

/// Days on which somebody does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conge {
    pub(crate) id: CongeId,
    pub(crate) agent: UtilisateurId,
    pub(crate) du: NaiveDate,
    /// Last day, included.
    pub(crate) au: NaiveDate,
}

impl Conge {
    /// A leave from a day to the same one or a later one.
    pub(crate) fn prendre(id: CongeId, agent: UtilisateurId, du: NaiveDate, au: NaiveDate) -> Result<Self, FieldError> {
        if au < du {
            return Err(FieldError::new("/au", "incoherent", "le dernier jour précède le premier"));
        }
        Ok(Self { id, agent, du, au })
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
}
