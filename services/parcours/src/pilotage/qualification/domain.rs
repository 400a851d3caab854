//! A qualification and its next step.

use kernel::{ActeurId, Nominatif, ParcoursId, ParticipantId, Personnes, QualificationId, phrase};
use parcours_api::NouvelleQualification;
use problem::FieldError;

/// How a person was qualified on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Qualification {
    pub(crate) id: QualificationId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) dite: NouvelleQualification,
    pub(crate) par: ActeurId,
}

impl Nominatif for Qualification {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// A next step has its day, which does not precede the interview.
pub(crate) fn admettre(dite: &NouvelleQualification) -> Result<(), FieldError> {
    match (&dite.suite, dite.suite_le) {
        (Some(_), None) => Err(FieldError::new("/suite_le", "manquant", "attendu : le jour de la suite")),
        (None, Some(_)) => Err(FieldError::new("/suite", "manquant", "attendu : ce qui suit")),
        (Some(_), Some(jour)) if jour < dite.le => Err(FieldError::new(
            "/suite_le",
            "incoherent",
            format!("l'entretien a eu lieu le {}", phrase::jour(dite.le)),
        )),
        (Some(_), Some(_)) | (None, None) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use parcours_api::{CadreQualification, NatureQualification};
    use testdata::d;

    use super::*;

    #[test]
    fn a_next_step_is_dated_from_the_day_of_the_interview_on() {
        let said = |suite: Option<&str>, suite_le: Option<&str>| {
            let dite = NouvelleQualification {
                qualification: NatureQualification::Bloque,
                le: d("2026-06-10"),
                cadre: CadreQualification::AppuiGestion,
                renforce: false,
                decision: None,
                suite: suite.map(ToOwned::to_owned),
                suite_le: suite_le.map(d),
            };
            admettre(&dite).err().map(|error| error.pointer)
        };
        assert_eq!(said(None, None), None);
        assert_eq!(said(Some("PMSMP"), Some("2026-06-10")), None);
        assert_eq!(said(Some("PMSMP"), Some("2026-06-09")).as_deref(), Some("/suite_le"));
        assert_eq!(said(Some("PMSMP"), None).as_deref(), Some("/suite_le"));
        assert_eq!(said(None, Some("2026-06-10")).as_deref(), Some("/suite"));
    }
}
