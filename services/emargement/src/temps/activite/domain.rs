//! Time spent outside appointments.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::{ActiviteId, Duree, Fuseau, OperationId, UtilisateurId};
use problem::FieldError;

use crate::{agenda::presence::domain::Plage, temps::retrait::domain::Retrait};

const DOUZE_HEURES: Duree = Duree::heures_minutes(12, 0);

/// What somebody did outside appointments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Activite {
    pub(crate) id: ActiviteId,
    pub(crate) agent: UtilisateurId,
    pub(crate) quand: Quand,
    pub(crate) categorie: String,
    pub(crate) operation: Option<OperationId>,
    pub(crate) libelle: String,
    /// Why it counts no more.
    pub(crate) retrait: Option<Retrait>,
}

/// When something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quand {
    /// The day in the territory.
    pub(crate) jour: NaiveDate,
    pub(crate) minutes: Duree,
    /// From when to when; nobody knows of what was recorded as so many minutes of a day.
    pub(crate) plage: Option<Plage>,
}

impl Quand {
    /// From `debut` to `fin` within one day, or so many minutes of a day: one or the other.
    pub(crate) fn lire(
        (debut, fin): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
        (jour, minutes): (Option<NaiveDate>, Option<Duree>),
        fuseau: Fuseau,
    ) -> Result<Self, FieldError> {
        let absent = |pointer, detail| Err(FieldError::new(pointer, "absent", detail));
        match (debut, fin, jour, minutes) {
            (Some(debut), Some(fin), None, None) => Self::horaire(Plage { debut, fin }, fuseau),
            (None, None, Some(jour), Some(minutes)) => Ok(Self { jour, minutes, plage: None }),
            (Some(_), None, ..) => absent("/fin", "attendu avec le début"),
            (None, Some(_), ..) => absent("/debut", "attendu avec la fin"),
            (None, None, Some(_), None) => absent("/minutes", "attendu avec le jour"),
            (None, None, None, Some(_)) => absent("/jour", "attendu avec les minutes"),
            (None, None, None, None) => absent("/debut", "attendu : le début et la fin"),
            (Some(_), Some(_), jour, _) => {
                let pointer = if jour.is_some() { "/jour" } else { "/minutes" };
                Err(FieldError::new(pointer, "incoherent", "le début et la fin disent déjà le jour et la durée"))
            }
        }
    }

    fn horaire(plage: Plage, fuseau: Fuseau) -> Result<Self, FieldError> {
        if plage.fin <= plage.debut {
            return Err(FieldError::new("/fin", "incoherent", "la fin suit le début"));
        }
        if plage.fin - plage.debut > TimeDelta::minutes(DOUZE_HEURES.minutes().into()) {
            return Err(trop_ou_trop_peu("/fin"));
        }
        if plage.jours(fuseau).nth(1).is_some() {
            let detail = "une activité tient dans une journée : comptez à part ce qui suit minuit";
            return Err(FieldError::new("/fin", "hors_bornes", detail));
        }
        Ok(Self { jour: fuseau.jour(plage.debut), minutes: plage.minutes(), plage: Some(plage) })
    }

    /// It lasts from a minute to twelve hours, and is counted once it is done.
    pub(crate) fn admettre(&self, now: DateTime<Utc>, today: NaiveDate) -> Result<(), FieldError> {
        let (du, au) = if self.plage.is_some() { ("/debut", "/fin") } else { ("/jour", "/minutes") };
        if self.minutes == Duree::ZERO || self.minutes > DOUZE_HEURES {
            return Err(trop_ou_trop_peu(au));
        }
        let in_advance = self.plage.map_or(self.jour > today, |plage| plage.fin > now);
        if in_advance {
            let pointer = if self.plage.is_some() { au } else { du };
            return Err(FieldError::new(pointer, "futur", "une activité ne se compte pas à l'avance"));
        }
        Ok(())
    }
}

fn trop_ou_trop_peu(pointer: &str) -> FieldError {
    FieldError::new(pointer, "hors_bornes", "attendu : de 1 à 720 minutes")
}

#[cfg(test)]
mod tests {
    use testdata::{d, minute, t};

    use super::*;

    const NONE: (Option<NaiveDate>, Option<Duree>) = (None, None);

    fn from_to(debut: &str, fin: &str) -> Result<Quand, FieldError> {
        Quand::lire((Some(t(debut)), Some(t(fin))), NONE, Fuseau::Paris)
    }

    #[test]
    fn an_activity_lasts_twelve_hours_at_most_and_is_not_counted_in_advance() {
        let (today, now) = (d("2026-03-12"), t("2026-03-12T11:00:00Z"));
        let lasting = |minutes| {
            let minutes = Duree::heures_minutes(0, minutes);
            Quand { jour: today, minutes, plage: None }.admettre(now, today).is_ok()
        };
        assert_eq!((lasting(0), lasting(1), lasting(720), lasting(721)), (false, true, true, false));
        let tomorrow = Quand { jour: d("2026-03-13"), minutes: DOUZE_HEURES, plage: None };
        assert_eq!(tomorrow.admettre(now, today).unwrap_err().pointer, "/jour");
        let until = |fin| from_to("2026-03-12T10:00:00Z", fin).unwrap().admettre(now, today);
        assert!(until("2026-03-12T11:00:00Z").is_ok(), "it has just ended");
        assert_eq!(until("2026-03-12T11:01:00Z").unwrap_err().pointer, "/fin");
    }

    #[test]
    fn an_activity_with_its_hours_has_the_day_of_the_territory_and_stays_in_it() {
        let evening = from_to("2026-03-12T21:30:00Z", "2026-03-12T23:00:00Z").unwrap();
        assert_eq!((evening.jour, evening.minutes.minutes()), (d("2026-03-12"), 90), "until midnight in Paris");
        assert_eq!(from_to("2026-03-12T21:30:00Z", "2026-03-12T23:01:00Z").unwrap_err().pointer, "/fin");
        assert_eq!(from_to("2026-03-12T10:00:00Z", "2026-03-12T10:00:00Z").unwrap_err().pointer, "/fin");
        let spring = from_to("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z").unwrap();
        assert_eq!(spring.minutes.minutes(), 60, "from 01:30 to 03:30 on the night that loses an hour");
    }

    #[test]
    fn an_activity_of_more_than_twelve_hours_is_refused_whatever_its_length() {
        let until = |fin| from_to("2026-03-12T07:00:00Z", fin).map_err(|error| (error.pointer, error.detail));
        assert_eq!(until("2026-03-12T19:00:00Z").unwrap().minutes, DOUZE_HEURES);
        let long = Err(("/fin".to_owned(), "attendu : de 1 à 720 minutes".to_owned()));
        assert_eq!(until("2026-03-12T19:00:01Z"), long);
        assert_eq!(until("9999-12-31T23:59:59Z"), long);
        let ages = from_to("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z");
        assert_eq!(ages.map_err(|error| (error.pointer, error.detail)), long);
    }

    #[test]
    fn hours_or_minutes_of_a_day_are_said_and_never_both_nor_a_half() {
        let read = |debut: bool, fin: bool, jour: bool, minutes: bool| {
            let hours = (debut.then(|| minute(0)), fin.then(|| minute(60)));
            let day = (jour.then(|| d("2026-03-12")), minutes.then(|| Duree::heures_minutes(1, 0)));
            Quand::lire(hours, day, Fuseau::Paris).map_err(|error| error.pointer)
        };
        assert!(read(true, true, false, false).is_ok());
        assert!(read(false, false, true, true).is_ok());
        for ((debut, fin, jour, minutes), pointer) in [
            ((false, false, false, false), "/debut"),
            ((true, false, false, false), "/fin"),
            ((false, true, false, false), "/debut"),
            ((false, false, true, false), "/minutes"),
            ((false, false, false, true), "/jour"),
            ((true, true, true, false), "/jour"),
            ((true, true, false, true), "/minutes"),
            ((true, false, true, true), "/fin"),
        ] {
            assert_eq!(read(debut, fin, jour, minutes), Err(pointer.to_owned()));
        }
    }
}
