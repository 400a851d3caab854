//! Days and times of the clock where a territory is: an instant falls on a day there, and nowhere else.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

crate::codes! {
    /// The time zone of a territory, by its name in the IANA list: where France has communes.
    pub enum Fuseau {
        /// Metropolitan France.
        Paris = "Europe/Paris",
        /// Guadeloupe.
        Guadeloupe = "America/Guadeloupe",
        /// Martinique.
        Martinique = "America/Martinique",
        /// Guyane.
        Cayenne = "America/Cayenne",
        /// La Réunion.
        Reunion = "Indian/Reunion",
        /// Mayotte.
        Mayotte = "Indian/Mayotte",
        /// Saint-Pierre-et-Miquelon.
        Miquelon = "America/Miquelon",
        /// Saint-Martin.
        Marigot = "America/Marigot",
        /// Saint-Barthélemy.
        SaintBarthelemy = "America/St_Barthelemy",
        /// Wallis-et-Futuna.
        Wallis = "Pacific/Wallis",
        /// Nouvelle-Calédonie.
        Noumea = "Pacific/Noumea",
        /// Tahiti and most of Polynésie française.
        Tahiti = "Pacific/Tahiti",
        /// The Marquises.
        Marquises = "Pacific/Marquesas",
        /// The Gambier.
        Gambier = "Pacific/Gambier",
    }
}

impl Default for Fuseau {
    /// Of a territory that does not say, and of the deployment itself.
    fn default() -> Self {
        Self::Paris
    }
}

/// Why a local time is not an instant.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
pub enum HeureInvalide {
    /// The clocks skip this time (in Paris, on the last Sunday of March).
    #[error("cette heure n'existe pas ce jour-là : passage à l'heure d'été")]
    Inexistante,
    /// The clocks show this time twice (in Paris, on the last Sunday of October): the instant must carry its offset.
    #[error("cette heure existe deux fois ce jour-là : précisez le décalage horaire")]
    Ambigue,
}

impl Fuseau {
    const fn tz(self) -> Tz {
        match self {
            Self::Paris => Tz::Europe__Paris,
            Self::Guadeloupe => Tz::America__Guadeloupe,
            Self::Martinique => Tz::America__Martinique,
            Self::Cayenne => Tz::America__Cayenne,
            Self::Reunion => Tz::Indian__Reunion,
            Self::Mayotte => Tz::Indian__Mayotte,
            Self::Miquelon => Tz::America__Miquelon,
            Self::Marigot => Tz::America__Marigot,
            Self::SaintBarthelemy => Tz::America__St_Barthelemy,
            Self::Wallis => Tz::Pacific__Wallis,
            Self::Noumea => Tz::Pacific__Noumea,
            Self::Tahiti => Tz::Pacific__Tahiti,
            Self::Marquises => Tz::Pacific__Marquesas,
            Self::Gambier => Tz::Pacific__Gambier,
        }
    }

    /// The day on which `instant` falls.
    #[must_use]
    pub fn jour(self, instant: DateTime<Utc>) -> NaiveDate {
        self.heure_locale(instant).date()
    }

    /// The first instant of a day.
    #[must_use]
    pub fn debut_du_jour(self, jour: NaiveDate) -> DateTime<Utc> {
        let minuit = jour.and_time(NaiveTime::MIN);
        // Where clocks change, they do at two or three in the morning: midnight is always one instant.
        let local = self.tz().from_local_datetime(&minuit).earliest();
        local.map_or_else(|| minuit.and_utc(), |local| local.with_timezone(&Utc))
    }

    /// What the clocks show at `instant`.
    #[must_use]
    pub fn heure_locale(self, instant: DateTime<Utc>) -> NaiveDateTime {
        instant.with_timezone(&self.tz()).naive_local()
    }

    /// The instant at which the clocks show this.
    pub fn instant(self, locale: NaiveDateTime) -> Result<DateTime<Utc>, HeureInvalide> {
        match self.tz().from_local_datetime(&locale) {
            chrono::LocalResult::Single(local) => Ok(local.with_timezone(&Utc)),
            chrono::LocalResult::Ambiguous(..) => Err(HeureInvalide::Ambigue),
            chrono::LocalResult::None => Err(HeureInvalide::Inexistante),
        }
    }
}

#[cfg(test)]
mod tests {
    use testdata::{d, t};

    use super::*;
    use crate::Code;

    #[test]
    fn each_zone_is_the_one_of_its_name() {
        for zone in Fuseau::TOUS {
            assert_eq!(zone.tz().name(), zone.code());
        }
    }

    #[test]
    fn an_evening_of_the_antilles_stays_in_its_month() {
        let evening = t("2026-08-31T23:00:00Z");
        assert_eq!(Fuseau::Guadeloupe.jour(evening), d("2026-08-31"), "19:00 there");
        assert_eq!(Fuseau::Paris.jour(evening), d("2026-09-01"), "one in the morning there");
        assert_eq!(Fuseau::Guadeloupe.jour(t("2026-09-01T03:59:59Z")), d("2026-08-31"));
        assert_eq!(Fuseau::Guadeloupe.jour(t("2026-09-01T04:00:00Z")), d("2026-09-01"));
    }

    #[test]
    fn a_morning_of_la_reunion_is_of_its_own_day() {
        assert_eq!(Fuseau::Reunion.jour(t("2026-08-31T19:59:59Z")), d("2026-08-31"));
        assert_eq!(Fuseau::Reunion.jour(t("2026-08-31T20:00:00Z")), d("2026-09-01"), "midnight there");
        assert_eq!(Fuseau::Reunion.debut_du_jour(d("2026-09-01")), t("2026-08-31T20:00:00Z"));
    }

    #[test]
    fn a_day_begins_at_midnight_on_the_days_on_which_the_clocks_change() {
        let paris = |jour| Fuseau::Paris.debut_du_jour(d(jour));
        assert_eq!((paris("2026-03-29"), paris("2026-03-30")), (t("2026-03-28T23:00:00Z"), t("2026-03-29T22:00:00Z")));
        assert_eq!((paris("2026-10-25"), paris("2026-10-26")), (t("2026-10-24T22:00:00Z"), t("2026-10-25T23:00:00Z")));
        for zone in Fuseau::TOUS {
            for jour in d("2026-01-01").iter_days().take(366) {
                let start = zone.debut_du_jour(jour);
                assert_eq!(zone.heure_locale(start), jour.and_time(NaiveTime::MIN), "{zone:?}");
                assert_eq!(zone.jour(start - chrono::TimeDelta::seconds(1)), jour.pred_opt().unwrap(), "{zone:?}");
            }
        }
    }

    #[test]
    fn the_spring_night_has_no_half_past_two() {
        let skipped = d("2026-03-29").and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(Fuseau::Paris.instant(skipped), Err(HeureInvalide::Inexistante));
        assert!(Fuseau::Martinique.instant(skipped).is_ok(), "whose clocks do not change");
    }

    #[test]
    fn the_autumn_night_has_half_past_two_twice() {
        let twice = d("2026-10-25").and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(Fuseau::Paris.instant(twice), Err(HeureInvalide::Ambigue));
    }

    #[test]
    fn a_seance_across_the_spring_night_loses_the_skipped_hour() {
        let at = |heure| Fuseau::Paris.instant(d("2026-03-29").and_hms_opt(heure, 30, 0).unwrap()).unwrap();
        assert_eq!((at(3) - at(1)).num_minutes(), 60);
    }
}
