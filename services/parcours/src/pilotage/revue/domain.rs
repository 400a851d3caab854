//! The review of a long parcours, and when the next one comes.

use chrono::NaiveDate;
use kernel::{ActeurId, ParcoursId, RevueId, phrase};
use parcours_api::{NouvelleRevue, SuiteRevue};
use problem::FieldError;
use referentiel::regles::revue::Faite;

/// A review that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revue {
    pub(crate) id: RevueId,
    pub(crate) parcours: ParcoursId,
    pub(crate) le: NaiveDate,
    pub(crate) suite: SuiteRevue,
    /// The next review, when one was fixed.
    pub(crate) prochaine_le: Option<NaiveDate>,
    pub(crate) bilan: String,
    pub(crate) par: ActeurId,
}

impl Revue {
    /// What the rule of long parcours reads of it.
    pub(crate) const fn faite(&self) -> Faite {
        Faite { le: self.le, prochaine_le: self.prochaine_le }
    }
}

/// Only what goes on is reviewed again, on a day that follows.
pub(crate) fn prochaine(nouvelle: &NouvelleRevue, le: NaiveDate) -> Result<(), FieldError> {
    match nouvelle.prochaine_le {
        Some(_) if nouvelle.suite != SuiteRevue::Poursuite => {
            let detail = "une prochaine revue n’a de sens que si l’accompagnement se poursuit";
            Err(FieldError::new("/prochaine_le", "incoherent", detail))
        }
        Some(jour) if jour <= le => Err(FieldError::new(
            "/prochaine_le",
            "incoherent",
            format!("attendu : un jour après le {}", phrase::jour(le)),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn what_goes_on_is_reviewed_again_on_a_later_day() {
        let asked = |suite, jour: Option<&str>| {
            let nouvelle = NouvelleRevue { suite, prochaine_le: jour.map(d), bilan: "bilan".to_owned() };
            prochaine(&nouvelle, d("2026-03-12")).is_ok()
        };
        assert!(asked(SuiteRevue::Poursuite, None) && asked(SuiteRevue::Sortie, None));
        assert!(!asked(SuiteRevue::Poursuite, Some("2026-03-12")));
        assert!(asked(SuiteRevue::Poursuite, Some("2026-03-13")));
        assert!(!asked(SuiteRevue::Reorientation, Some("2026-03-13")));
    }
}
