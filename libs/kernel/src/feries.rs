//! Public holidays, where a territory is.

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::Fuseau;

crate::codes! {
    /// The public holidays that hold somewhere.
    pub enum JoursFeries {
        /// Those of the whole country (Code du travail, article L3133-1).
        France = "france",
        /// And Good Friday and 26 December, in the Bas-Rhin, the Haut-Rhin and the Moselle (article L3134-13). Good Friday is one
        /// only in the communes that have a Protestant temple or a mixed church.
        AlsaceMoselle = "alsace_moselle",
        /// And 27 May (article L3422-2, like those that follow: the abolition of slavery).
        Guadeloupe = "guadeloupe",
        /// And 22 May.
        Martinique = "martinique",
        /// And 10 June.
        Guyane = "guyane",
        /// And 20 December.
        Reunion = "reunion",
        /// And 27 April.
        Mayotte = "mayotte",
        /// And 28 May.
        SaintMartin = "saint_martin",
        /// And 9 October.
        SaintBarthelemy = "saint_barthelemy",
    }
}

/// Of the whole country, each as month and day.
const FIXES: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
/// Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
const APRES_PAQUES: [i64; 3] = [1, 39, 50];
const VENDREDI_SAINT: i64 = -2;

impl Fuseau {
    /// The public holidays of where these clocks are: those of the whole country where the Code du travail says no more.
    #[must_use]
    pub const fn jours_feries(self) -> JoursFeries {
        match self {
            Self::Guadeloupe => JoursFeries::Guadeloupe,
            Self::Martinique => JoursFeries::Martinique,
            Self::Cayenne => JoursFeries::Guyane,
            Self::Reunion => JoursFeries::Reunion,
            Self::Mayotte => JoursFeries::Mayotte,
            Self::Marigot => JoursFeries::SaintMartin,
            Self::SaintBarthelemy => JoursFeries::SaintBarthelemy,
            Self::Paris
            | Self::Miquelon
            | Self::Wallis
            | Self::Noumea
            | Self::Tahiti
            | Self::Marquises
            | Self::Gambier => JoursFeries::France,
        }
    }
}

impl JoursFeries {
    /// Whether `jour` is one of them.
    #[must_use]
    pub fn contient(self, jour: NaiveDate) -> bool {
        let fixed = (jour.month(), jour.day());
        FIXES.contains(&fixed) || self.propre() == Some(fixed) || self.mobiles(jour)
    }

    /// The day that is a holiday there alone, as month and day.
    const fn propre(self) -> Option<(u32, u32)> {
        match self {
            Self::France => None,
            Self::AlsaceMoselle => Some((12, 26)),
            Self::Guadeloupe => Some((5, 27)),
            Self::Martinique => Some((5, 22)),
            Self::Guyane => Some((6, 10)),
            Self::Reunion => Some((12, 20)),
            Self::Mayotte => Some((4, 27)),
            Self::SaintMartin => Some((5, 28)),
            Self::SaintBarthelemy => Some((10, 9)),
        }
    }

    fn mobiles(self, jour: NaiveDate) -> bool {
        let Ok(easter) = computus::gregorian_naive(jour.year()) else { return false };
        let good_friday = (self == Self::AlsaceMoselle).then_some(VENDREDI_SAINT);
        APRES_PAQUES.into_iter().chain(good_friday).any(|days| easter + TimeDelta::days(days) == jour)
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    /// Easter Sundays from 1900 to 2099, a decade a line, each as its month and its day.
    const PAQUES: [[u32; 10]; 20] = [
        [415, 407, 330, 412, 403, 423, 415, 331, 419, 411],
        [327, 416, 407, 323, 412, 404, 423, 408, 331, 420],
        [404, 327, 416, 401, 420, 412, 404, 417, 408, 331],
        [420, 405, 327, 416, 401, 421, 412, 328, 417, 409],
        [324, 413, 405, 425, 409, 401, 421, 406, 328, 417],
        [409, 325, 413, 405, 418, 410, 401, 421, 406, 329],
        [417, 402, 422, 414, 329, 418, 410, 326, 414, 406],
        [329, 411, 402, 422, 414, 330, 418, 410, 326, 415],
        [406, 419, 411, 403, 422, 407, 330, 419, 403, 326],
        [415, 331, 419, 411, 403, 416, 407, 330, 412, 404],
        [423, 415, 331, 420, 411, 327, 416, 408, 323, 412],
        [404, 424, 408, 331, 420, 405, 327, 416, 401, 421],
        [412, 404, 417, 409, 331, 420, 405, 328, 416, 401],
        [421, 413, 328, 417, 409, 325, 413, 405, 425, 410],
        [401, 421, 406, 329, 417, 409, 325, 414, 405, 418],
        [410, 402, 421, 406, 329, 418, 402, 422, 414, 330],
        [418, 410, 326, 415, 406, 329, 411, 403, 422, 414],
        [330, 419, 410, 326, 415, 407, 419, 411, 403, 423],
        [407, 330, 419, 404, 326, 415, 331, 420, 411, 403],
        [416, 408, 330, 412, 404, 424, 415, 331, 420, 412],
    ];

    #[test]
    fn easter_monday_is_the_day_after_easter_for_two_hundred_years() {
        for (year, easter) in (1900..).zip(PAQUES.into_iter().flatten()) {
            let sunday = d(&format!("{year}-{:02}-{:02}", easter / 100, easter % 100));
            let around: Vec<_> =
                (-2..=2).filter(|days| JoursFeries::AlsaceMoselle.contient(sunday + TimeDelta::days(*days))).collect();
            assert_eq!(around, [-2, 1], "{sunday}");
        }
    }

    #[test]
    fn easter_monday_ascension_and_whit_monday_move_with_easter() {
        for holiday in
            ["2026-04-06", "2026-05-14", "2026-05-25", "2017-04-17", "2024-05-09", "2026-05-01", "2026-07-14"]
        {
            assert!(JoursFeries::France.contient(d(holiday)), "{holiday}");
        }
        for working in ["2026-04-03", "2026-04-05", "2026-04-07", "2026-05-15", "2026-06-01", "2026-12-26"] {
            assert!(!JoursFeries::France.contient(d(working)), "{working}");
        }
    }

    #[test]
    fn alsace_and_moselle_rest_on_good_friday_and_the_day_after_christmas() {
        for holiday in ["2026-04-03", "2026-12-26", "2026-04-06"] {
            assert!(JoursFeries::AlsaceMoselle.contient(d(holiday)), "{holiday}");
        }
        assert!(!JoursFeries::AlsaceMoselle.contient(d("2026-12-27")));
    }

    #[test]
    fn each_overseas_territory_has_its_own_day_and_that_of_nobody_else() {
        let days = [
            (Fuseau::Mayotte, "2026-04-27"),
            (Fuseau::Martinique, "2026-05-22"),
            (Fuseau::Guadeloupe, "2026-05-27"),
            (Fuseau::Marigot, "2026-05-28"),
            (Fuseau::Cayenne, "2026-06-10"),
            (Fuseau::SaintBarthelemy, "2026-10-09"),
            (Fuseau::Reunion, "2026-12-20"),
        ];
        for (own, _) in days {
            let held: Vec<_> = days.iter().filter(|(_, day)| own.jours_feries().contient(d(day))).collect();
            assert!(matches!(held[..], [(whose, _)] if *whose == own), "{own:?}: {held:?}");
        }
        assert!(days.iter().all(|(_, day)| !Fuseau::Paris.jours_feries().contient(d(day))));
    }
}
