//! One person in one operation.

use chrono::{DateTime, NaiveDate, Utc};
use fse_api::{QuestionnaireEntree, QuestionnaireSortie};
use kernel::{Nominatif, Personnes};
use kernel::{OperationId, ParticipantId, ParticipationId};
use participants_api::Sexe;
use problem::FieldError;

use crate::operations::operation::domain::Operation;

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
    pub(crate) creee_le: DateTime<Utc>,
}

impl Nominatif for Participation {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// What the person's file says on the day of the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Personne {
    pub(crate) participant: ParticipantId,
    pub(crate) sexe: Sexe,
    pub(crate) date_naissance: NaiveDate,
    /// The file into which theirs was merged.
    pub(crate) fusionne_dans: Option<ParticipantId>,
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
            creee_le,
        })
    }

    /// A person leaves after they entered, and their situation is observed after they left.
    pub(crate) fn admet_sortie(&self, reponses: &QuestionnaireSortie) -> Result<(), FieldError> {
        if reponses.sortie_le < self.entree_le {
            let detail = format!("la personne est entrée le {}", self.entree_le);
            return Err(FieldError::new("/sortie_le", "incoherent", detail));
        }
        if reponses.observe_le < reponses.sortie_le {
            return Err(FieldError::new("/observe_le", "incoherent", "la situation s'observe après la sortie"));
        }
        Ok(())
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

    /// What keeps a participation from being transmitted: why it is none, or status and education still to
    /// answer. Sensitive questions may be refused; that is an answer.
    pub(crate) fn manque(&self) -> Vec<String> {
        if let Some(ecart) = self.ecart() {
            return vec![ecart.to_owned()];
        }
        let Some(entree) = &self.entree else { return vec!["questionnaire d'entrée".to_owned()] };
        let asked = [
            (entree.situation.is_none(), "situation sur le marché du travail"),
            (entree.niveau.is_none(), "niveau d'études"),
        ];
        asked.into_iter().filter(|(missing, _)| *missing).map(|(_, name)| name.to_owned()).collect()
    }
}

impl Personne {
    /// Whose file was merged enters by the one that was kept.
    pub(crate) fn distincte(&self) -> Result<(), FieldError> {
        match self.fusionne_dans {
            Some(kept) => {
                Err(FieldError::new("/participant", "fusionne", format!("ce dossier a été réuni au dossier {kept}")))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use fse_api::SituationSortie;
    use kernel::Id;
    use testdata::d;

    use super::*;

    #[test]
    fn one_leaves_on_the_day_of_the_entry_at_the_earliest_and_is_observed_after() {
        let participation = Participation {
            id: Id::MIN,
            operation: Id::MIN,
            participant: Id::MIN,
            sexe: Sexe::Femme,
            date_naissance: d("1984-05-20"),
            entree_le: d("2026-03-02"),
            entree: None,
            sortie: None,
            double: false,
            creee_le: DateTime::UNIX_EPOCH,
        };
        let leaves = |sortie, observe| {
            let situation = SituationSortie::Formation;
            let (sortie_le, observe_le) = (d(sortie), d(observe));
            let answers = QuestionnaireSortie { sortie_le, observe_le, situation, qualification_obtenue: false };
            participation.admet_sortie(&answers).is_ok()
        };
        assert_eq!((leaves("2026-03-01", "2026-03-10"), leaves("2026-03-02", "2026-03-02")), (false, true));
        assert!(!leaves("2026-03-10", "2026-03-09"));
    }

    #[test]
    fn whose_file_was_merged_enters_by_the_other_one() {
        let participant = Id::MIN;
        let personne =
            Personne { participant, sexe: Sexe::Femme, date_naissance: d("1984-05-20"), fusionne_dans: None };
        assert!(personne.distincte().is_ok());
        assert!(Personne { fusionne_dans: Some(Id::MAX), ..personne }.distincte().is_err());
    }
}
