//! One person in one operation.

use chrono::{DateTime, NaiveDate, Utc};
use fse_api::{QuestionnaireEntree, QuestionnaireSortie};
use kernel::{Nominatif, Personnes, phrase};
use kernel::{OperationId, ParticipantId, ParticipationId};
use participants_api::Sexe;
use problem::FieldError;

use crate::{
    operations::operation::domain::Operation,
    participations::{entree::domain::Deplacement, fin::domain::Fin, questionnaire},
};

/// A person in an operation, with the last version of their answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Participation {
    pub(crate) id: ParticipationId,
    pub(crate) operation: OperationId,
    pub(crate) participant: ParticipantId,
    pub(crate) sexe: Sexe,
    pub(crate) date_naissance: NaiveDate,
    pub(crate) entree_le: NaiveDate,
    pub(crate) entree: Option<QuestionnaireEntree>,
    pub(crate) sortie: Option<QuestionnaireSortie>,
    /// Whether the person already takes part in the operation by another file, that became one with this one.
    pub(crate) double: bool,
    /// How the person left the PLIE since they entered the operation.
    pub(crate) fin_parcours: Option<Fin>,
    /// The entry in the PLIE with which it does not agree, since its day was corrected.
    pub(crate) entree_deplacee: Option<Deplacement>,
    pub(crate) creee_le: DateTime<Utc>,
}

impl Nominatif for Participation {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What the person's file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Personne {
    pub(crate) participant: ParticipantId,
    pub(crate) sexe: Sexe,
    pub(crate) date_naissance: NaiveDate,
    /// The file into which theirs was merged.
    pub(crate) fusionne_dans: Option<ParticipantId>,
    /// Since when the file names nobody.
    pub(crate) anonymise_le: Option<NaiveDate>,
}

impl Participation {
    /// A person enters an operation, by a file of their own, while it is realised.
    pub(crate) fn entrer(
        id: ParticipationId,
        operation: &Operation,
        personne: Personne,
        entree_le: NaiveDate,
        creee_le: DateTime<Utc>,
    ) -> Result<Self, FieldError> {
        operation.couvre(entree_le)?;
        let Personne { participant, sexe, date_naissance, .. } = personne;
        Ok(Self {
            id,
            operation: operation.id,
            participant,
            sexe,
            date_naissance,
            entree_le,
            entree: None,
            sortie: None,
            double: false,
            fin_parcours: None,
            entree_deplacee: None,
            creee_le,
        })
    }

    /// A person leaves after they entered, with the operation at the latest, and their situation is observed after
    /// they left.
    pub(crate) fn admet_sortie(&self, operation: &Operation, reponses: &QuestionnaireSortie) -> Result<(), FieldError> {
        let fin = operation.contenu.fin;
        if reponses.sortie_le > fin {
            return Err(FieldError::new(
                "/sortie_le",
                "hors_bornes",
                format!("l'opération se termine le {}", phrase::jour(fin)),
            ));
        }
        if reponses.sortie_le < self.entree_le {
            let detail = format!("la personne est entrée le {}", phrase::jour(self.entree_le));
            return Err(FieldError::new("/sortie_le", "incoherent", detail));
        }
        if reponses.observe_le < reponses.sortie_le {
            return Err(FieldError::new("/observe_le", "incoherent", "la situation s'observe après la sortie"));
        }
        Ok(())
    }

    /// Until the answers on leaving are there, the day on which they are expected to say that the person left an operation that
    /// ends on `fin`: with it, or when they left the PLIE before.
    pub(crate) fn sortie_attendue(&self, fin: NaiveDate) -> Option<NaiveDate> {
        let left = self.fin_parcours.map_or(fin, |end| end.le.min(fin));
        self.sortie.is_none().then_some(left)
    }

    /// Why Europe counts no participant here, whatever was answered: a person is declared once an operation, and
    /// whoever left it on the day of the entry was not its participant.
    pub(crate) fn ecart(&self) -> Option<&'static str> {
        let passage = self.sortie.as_ref().is_some_and(|sortie| sortie.sortie_le <= self.entree_le);
        match (self.double, passage) {
            (true, _) => Some("deux dossiers réunis : une seule participation se déclare"),
            (false, true) => Some("entrée et sortie le même jour : une journée ne fait pas un participant"),
            (false, false) => None,
        }
    }

    /// What keeps a participation from being transmitted: why it is none, or what is still to answer.
    pub(crate) fn manque(&self) -> Vec<String> {
        if let Some(ecart) = self.ecart() {
            return vec![ecart.to_owned()];
        }
        match &self.entree {
            Some(entree) => questionnaire::domain::manque(entree).into_iter().map(ToOwned::to_owned).collect(),
            None => vec!["questionnaire d'entrée".to_owned()],
        }
    }
}

impl Personne {
    /// Whose file was merged enters by the one that was kept, and who was erased by none.
    pub(crate) fn admissible(&self) -> Result<(), FieldError> {
        let refused = |code, detail| Err(FieldError::new("/participant", code, detail));
        match (self.fusionne_dans, self.anonymise_le) {
            (Some(kept), _) => refused("fusionne", format!("ce dossier a été réuni au dossier {kept}")),
            (None, Some(le)) => refused("anonyme", format!("ce dossier est anonyme depuis le {}", phrase::jour(le))),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use fse_api::SituationSortie;
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn participation() -> Participation {
        Participation {
            id: Id::MIN,
            operation: Id::MIN,
            participant: Id::MIN,
            sexe: Sexe::Femme,
            date_naissance: d("1984-05-20"),
            entree_le: d("2026-03-02"),
            entree: None,
            sortie: None,
            double: false,
            fin_parcours: None,
            entree_deplacee: None,
            creee_le: DateTime::UNIX_EPOCH,
        }
    }

    fn leaves(sortie_le: &str, observe_le: &str) -> bool {
        let (sortie_le, observe_le) = (d(sortie_le), d(observe_le));
        let situation = SituationSortie::Formation;
        let answers = QuestionnaireSortie { sortie_le, observe_le, situation, qualification_obtenue: None };
        participation().admet_sortie(&Operation::exemple(), &answers).is_ok()
    }

    #[test]
    fn one_leaves_on_the_day_of_the_entry_at_the_earliest_and_is_observed_after() {
        assert_eq!((leaves("2026-03-01", "2026-03-10"), leaves("2026-03-02", "2026-03-02")), (false, true));
        assert!(!leaves("2026-03-10", "2026-03-09"));
    }

    #[test]
    fn one_leaves_on_the_last_day_of_the_operation_at_the_latest() {
        assert_eq!((leaves("2026-12-31", "2027-01-15"), leaves("2027-01-01", "2027-01-15")), (true, false));
    }

    #[test]
    fn who_left_the_plie_before_the_end_of_the_operation_left_it_that_day_at_the_latest() {
        let ends = |le| Fin { parcours: Id::MIN, participant: Id::MIN, le: d(le), motif: None };
        let expected =
            |end: Option<Fin>| Participation { fin_parcours: end, ..participation() }.sortie_attendue(d("2026-12-31"));
        assert_eq!(expected(None), Some(d("2026-12-31")));
        let days = ["2026-09-01", "2026-12-31", "2027-01-01"].map(|le| expected(Some(ends(le))));
        assert_eq!(days, ["2026-09-01", "2026-12-31", "2026-12-31"].map(|le| Some(d(le))));
    }

    #[test]
    fn whose_file_was_merged_enters_by_the_other_one_and_who_was_erased_by_none() {
        let personne = Personne {
            participant: Id::MIN,
            sexe: Sexe::Femme,
            date_naissance: d("1984-05-20"),
            fusionne_dans: None,
            anonymise_le: None,
        };
        assert!(personne.admissible().is_ok());
        assert!(Personne { fusionne_dans: Some(Id::MAX), ..personne }.admissible().is_err());
        assert!(Personne { anonymise_le: Some(d("2026-01-10")), ..personne }.admissible().is_err());
    }
}
