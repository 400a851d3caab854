//! Whose occupation is asked, and on which days.

use chrono::{Datelike, NaiveDate};
use kernel::{
    UtilisateurId,
    calendrier::{Periode, dernier_du_mois, plus_jours, plus_mois, premier_du_mois},
};
use rust_decimal::Decimal;

use crate::pilotage::places::domain::Financees;

/// Days on which what a référent does is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Equipier {
    pub(crate) referent: UtilisateurId,
    pub(crate) jours: Periode,
}

impl Equipier {
    /// The same on those of its days that are among these.
    pub(crate) fn pendant(self, jours: Periode) -> Option<Self> {
        self.jours.commun(jours).map(|jours| Self { jours, ..self })
    }
}

/// Whose occupation is asked: of everybody, or of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Perimetre {
    Territoire,
    Equipe(Vec<Equipier>),
}

impl Perimetre {
    /// Whether what this référent does on this day is asked.
    pub(crate) fn contient(&self, referent: UtilisateurId, jour: NaiveDate) -> bool {
        match self {
            Self::Territoire => true,
            Self::Equipe(all) => all.iter().any(|one| one.referent == referent && one.jours.contient(jour)),
        }
    }
}

/// The days of a year that begins on `premier`, and the ends of its months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Annee {
    pub(crate) premier: NaiveDate,
    pub(crate) dernier: NaiveDate,
    pub(crate) fins: Vec<NaiveDate>,
}

impl Annee {
    /// The year of a day.
    pub(crate) fn de(jour: NaiveDate) -> Self {
        let premier = jour.with_day(1).and_then(|day| day.with_month(1)).unwrap_or(jour);
        let fins: Vec<_> = (0..12).map(|month| dernier_du_mois(plus_mois(premier, month))).collect();
        Self { premier, dernier: dernier_du_mois(plus_mois(premier, 11)), fins }
    }

    /// The end of the last month that is over on `connu`, of this year or of one before. `None` when the whole year is over.
    pub(crate) fn depuis(&self, connu: NaiveDate) -> Option<NaiveDate> {
        let last = if dernier_du_mois(connu) == connu { connu } else { plus_jours(premier_du_mois(connu), -1) };
        (self.dernier > connu).then_some(last)
    }
}

/// What each of these référents works on a day, as it is said from day to day; nothing of whom nobody said anything.
pub(crate) fn travaille(
    dits: &[(UtilisateurId, NaiveDate, Decimal)],
    perimetre: &Perimetre,
    jour: NaiveDate,
) -> Vec<(UtilisateurId, Decimal)> {
    let begun = dits.iter().filter(|(_, des_le, _)| *des_le <= jour);
    let mut latest: Vec<(UtilisateurId, Decimal)> = Vec::new();
    for (who, _, etp) in begun {
        latest.retain(|(one, _)| one != who);
        latest.push((*who, *etp));
    }
    latest.retain(|(who, _)| perimetre.contient(*who, jour));
    latest
}

/// The means of a day as far as they are known, and of whom they are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moyens {
    /// Places that conventions fund.
    pub(crate) places: Option<u32>,
    /// Full times that they fund, and that those work whom they do not cover.
    pub(crate) etp: Option<Decimal>,
    /// Persons whose référent no convention covers.
    pub(crate) hors_convention: u32,
    /// Référents of some of these of whom nobody said what they work.
    pub(crate) sans_etp: u32,
}

/// The means of a day on which each référent has so many `presents`, of which conventions fund `held` for `couverts`, the others
/// working what is said of them.
pub(crate) fn moyens(
    jour: NaiveDate,
    held: Option<Financees>,
    couverts: &Perimetre,
    presents: &[(UtilisateurId, u32)],
    travail: &[(UtilisateurId, Decimal)],
) -> Moyens {
    let apart = |who: UtilisateurId| !couverts.contient(who, jour);
    let worked = travail.iter().filter(|(who, _)| apart(*who)).map(|(_, etp)| *etp);
    let etp = held.map(|held| held.etp).into_iter().chain(worked).reduce(|all, one| all + one);
    let outside = presents.iter().filter(|(who, _)| apart(*who));
    let unsaid = outside.clone().filter(|(who, _)| !travail.iter().any(|(one, _)| one == who)).count();
    Moyens {
        places: held.map(|held| held.places),
        etp,
        hors_convention: outside.map(|(_, many)| *many).sum(),
        sans_etp: u32::try_from(unsaid).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    #[test]
    fn a_year_has_twelve_ends_of_months() {
        let year = Annee::de(d("2028-05-14"));
        assert_eq!((year.premier, year.dernier, year.fins.len()), (d("2028-01-01"), d("2028-12-31"), 12));
        assert_eq!((year.fins[1], year.fins[11]), (d("2028-02-29"), d("2028-12-31")), "a leap year");
    }

    #[test]
    fn what_is_foreseen_starts_from_the_last_month_that_is_over() {
        let since = |connu| Annee::de(d("2026-01-01")).depuis(d(connu));
        assert_eq!(since("2026-01-30"), Some(d("2025-12-31")), "January runs");
        assert_eq!(since("2026-01-31"), Some(d("2026-01-31")), "its last day ends it");
        assert_eq!((since("2026-12-30"), since("2026-12-31")), (Some(d("2026-11-30")), None));
        assert_eq!(since("2027-06-01"), None);
        assert_eq!(since("2025-06-10"), Some(d("2025-05-31")), "a year that has not begun");
    }

    #[test]
    fn what_somebody_works_is_what_was_said_last_and_counts_while_they_are_of_the_team() {
        let (claire, paul): (UtilisateurId, UtilisateurId) = (Id::from_u128(1), Id::from_u128(2));
        let said = [
            (claire, d("2026-01-01"), Decimal::ONE),
            (claire, d("2026-06-01"), Decimal::new(5, 1)),
            (paul, d("2026-01-01"), Decimal::ONE),
        ];
        let on = |perimetre: &Perimetre, jour| {
            travaille(&said, perimetre, d(jour)).into_iter().map(|(_, etp)| etp).reduce(|all, one| all + one)
        };
        assert_eq!(on(&Perimetre::Territoire, "2026-05-31"), Some(Decimal::TWO));
        assert_eq!(on(&Perimetre::Territoire, "2026-06-01"), Some(Decimal::new(15, 1)));
        let team = Perimetre::Equipe(vec![Equipier {
            referent: claire,
            jours: Periode { du: d("2026-02-01"), au: Some(d("2026-06-30")) },
        }]);
        assert_eq!(
            ["2026-01-31", "2026-02-01", "2026-07-01"].map(|jour| on(&team, jour)),
            [None, Some(Decimal::ONE), None]
        );
    }

    #[test]
    fn what_no_convention_covers_is_told_apart_and_works_what_is_said_of_it() {
        let (claire, paul, nadia): (UtilisateurId, UtilisateurId, UtilisateurId) =
            (Id::from_u128(1), Id::from_u128(2), Id::from_u128(3));
        let half = Periode { du: d("2026-01-01"), au: Some(d("2026-06-30")) };
        let couverts = Perimetre::Equipe(vec![Equipier { referent: claire, jours: half }]);
        let held = Some(Financees { places: 70, etp: Decimal::ONE });
        let presents = [(claire, 68), (paul, 5), (nadia, 2)];
        let on = |jour, held, presents: &[_], travail: &[_]| moyens(d(jour), held, &couverts, presents, travail);
        assert_eq!(
            on("2026-06-30", held, &presents, &[(claire, Decimal::ONE), (paul, Decimal::new(5, 1))]),
            Moyens { places: Some(70), etp: Some(Decimal::new(15, 1)), hors_convention: 7, sans_etp: 1 },
            "nobody said what Nadia works"
        );
        assert_eq!(
            on("2026-06-30", held, &presents[..1], &[]),
            Moyens { places: Some(70), etp: Some(Decimal::ONE), hors_convention: 0, sans_etp: 0 }
        );
        assert_eq!(
            on("2026-07-01", None, &presents[..1], &[]),
            Moyens { places: None, etp: None, hors_convention: 68, sans_etp: 1 },
            "the convention is over"
        );
        assert_eq!(
            on("2026-07-01", None, &[], &[]),
            Moyens { places: None, etp: None, hors_convention: 0, sans_etp: 0 }
        );
    }
}
