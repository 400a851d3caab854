//! Time spent outside appointments.

use chrono::NaiveDate;
use kernel::{ActiviteId, Duree, OperationId, UtilisateurId};
use problem::FieldError;

const DOUZE_HEURES: Duree = Duree::heures_minutes(12, 0);

/// What somebody did outside appointments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Activite {
    pub(crate) id: ActiviteId,
    pub(crate) agent: UtilisateurId,
    pub(crate) jour: NaiveDate,
    pub(crate) minutes: Duree,
    pub(crate) categorie: String,
    pub(crate) operation: Option<OperationId>,
    pub(crate) libelle: String,
}

/// An activity lasts from a minute to twelve hours, and is counted once it is done.
pub(crate) fn admettre(minutes: Duree, jour: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
    if minutes == Duree::ZERO || minutes > DOUZE_HEURES {
        return Err(FieldError::new("/minutes", "hors_bornes", "attendu : de 1 à 720 minutes"));
    }
    if jour > today {
        return Err(FieldError::new("/jour", "futur", "une activité ne se compte pas à l'avance"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn an_activity_lasts_twelve_hours_at_most_and_is_not_counted_in_advance() {
        let today = d("2026-03-12");
        let lasting = |minutes| admettre(Duree::heures_minutes(0, minutes), today, today).is_ok();
        assert_eq!((lasting(0), lasting(1), lasting(720), lasting(721)), (false, true, true, false));
        assert!(admettre(DOUZE_HEURES, today.succ_opt().unwrap(), today).is_err());
    }
}
