//! Which exits a rate counts.

use chrono::{Datelike, NaiveDate};
use kernel::{
    ParcoursId, ParticipantId, UtilisateurId,
    calendrier::{moins_mois, plus_jours},
};
use problem::FieldError;
use referentiel::{GroupeSortie, MotifCloture, regles::taux::Comptes};

/// Months of a period at most.
const MOIS: u32 = 120;

/// Somebody who left in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Depart {
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    /// Who followed them last.
    pub(crate) referent: UtilisateurId,
    /// First day out of the PLIE.
    pub(crate) le: NaiveDate,
    /// Why; nothing when a positive exit was confirmed.
    pub(crate) motif: Option<MotifCloture>,
}

/// The days of which a rate is asked, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jours {
    pub(crate) du: NaiveDate,
    pub(crate) au: NaiveDate,
}

impl Jours {
    /// A period that ends after it begins, and of ten years at most.
    pub(crate) fn nouveaux(du: NaiveDate, au: NaiveDate) -> Result<Self, FieldError> {
        if au < du {
            return Err(FieldError::new("/au", "incoherent", "la période se termine avant de commencer"));
        }
        if moins_mois(plus_jours(au, 1), MOIS) > du {
            return Err(FieldError::new("/au", "hors_bornes", "une période est de dix ans au plus"));
        }
        Ok(Self { du, au })
    }

    /// Whether they are those of a civil year, of which the protocole speaks.
    pub(crate) fn annee_civile(self) -> bool {
        let Self { du, au } = self;
        (du.month(), du.day(), au.month(), au.day(), au.year()) == (1, 1, 12, 31, du.year())
    }
}

/// Exits by group, so many of each.
pub(crate) fn compter(groupes: impl Iterator<Item = (GroupeSortie, u32)>) -> Comptes {
    groupes.fold(Comptes::default(), |comptes, (groupe, nombre)| comptes.avec(groupe, nombre))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn jours(du: &str, au: &str) -> Result<Jours, FieldError> {
        Jours::nouveaux(d(du), d(au))
    }

    #[test]
    fn a_period_ends_on_its_first_day_at_the_earliest_and_ten_years_later_at_the_latest() {
        assert!(jours("2026-03-01", "2026-03-01").is_ok());
        assert!(jours("2026-03-02", "2026-03-01").is_err());
        assert!(jours("2016-01-01", "2025-12-31").is_ok());
        assert!(jours("2016-01-01", "2026-01-01").is_err());
    }

    #[test]
    fn only_a_whole_civil_year_is_one() {
        let whole = |du, au| jours(du, au).unwrap().annee_civile();
        assert!(whole("2026-01-01", "2026-12-31"));
        assert!(!whole("2026-01-01", "2026-12-30") && !whole("2026-01-02", "2026-12-31"));
        assert!(!whole("2025-01-01", "2026-12-31"), "two years");
    }
}
