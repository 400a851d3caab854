//! Participations and their questionnaires.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{NiveauFormation, Nominatif, OperationId, ParcoursId, ParticipantId, ParticipationId, Personnes};
use referentiel::{MotifCloture, regles::eligibilite::Reponse};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// Situation on the labour market the day before the entry.
    pub enum SituationEntree {
        /// In work, employed or self-employed; insertion contracts included.
        EnEmploi = "en_emploi",
        /// Looking for work.
        Chomeur = "chomeur",
        /// Neither.
        Inactif = "inactif",
    }
}

kernel::codes! {
    /// Situation on leaving.
    pub enum SituationSortie {
        /// Open-ended contract, or fixed-term of six months or more.
        EmploiDurable = "emploi_durable",
        /// Shorter contract or mission.
        EmploiTemporaire = "emploi_temporaire",
        /// Aided contract, insertion contract.
        EmploiAide = "emploi_aide",
        /// Self-employed.
        Independant = "independant",
        /// Looking for work.
        RechercheEmploi = "recherche_emploi",
        /// In training or studies.
        Formation = "formation",
        /// Neither.
        Inactif = "inactif",
    }
}

kernel::codes! {
    /// Nationality group.
    pub enum Nationalite {
        /// French.
        France = "france",
        /// Of another country of the Union.
        Union = "union",
        /// Of a third country, stateless or undetermined.
        HorsUnion = "hors_union",
    }
}

/// A participation to record: one person, one operation.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleParticipation {
    /// The person.
    pub participant: ParticipantId,
    /// Entry in the operation: entered, never deduced.
    #[schema(example = "2026-03-02")]
    pub entree_le: NaiveDate,
}

/// A participation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParticipationDto {
    /// Identifier.
    pub id: ParticipationId,
    /// The operation.
    pub operation: OperationId,
    /// Its number and its title.
    #[serde(default)]
    #[schema(example = "202600123 – Accompagnement des participants du PLIE")]
    pub operation_nom: Option<String>,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Entry in the operation.
    #[schema(example = "2026-03-02")]
    pub entree_le: NaiveDate,
    /// Answers at entry.
    pub entree: Option<QuestionnaireEntree>,
    /// Answers on leaving.
    pub sortie: Option<QuestionnaireSortie>,
    /// How the person left the PLIE since they entered the operation.
    #[serde(default)]
    pub fin_parcours: Option<FinDeParcours>,
    /// The entry in the PLIE with which the entry in the operation does not agree, since its day was corrected.
    #[serde(default)]
    pub entree_deplacee: Option<EntreeDeplacee>,
    /// What the answers on leaving are expected to say, until they are there, of who left the PLIE.
    #[serde(default)]
    pub sortie_proposee: Option<SortieProposee>,
    /// What is still to answer for the participation to be transmitted, or why it never is.
    pub manque: Vec<String>,
    /// When it was recorded.
    pub creee_le: DateTime<Utc>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

/// An entry in the PLIE whose day was corrected after the person entered the operation: the entry in the operation is entered,
/// never deduced, and whoever manages it sees what to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeDeplacee {
    /// The day that was told.
    #[schema(example = "2026-02-12")]
    pub avant: NaiveDate,
    /// The day of the entry in the PLIE.
    #[schema(example = "2026-03-12")]
    pub entree_le: NaiveDate,
}

/// The end of a parcours, in the words of the PLIE: it answers nothing of what Europe asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FinDeParcours {
    /// The parcours.
    pub parcours: ParcoursId,
    /// First day out of the PLIE.
    #[schema(example = "2026-09-01")]
    pub le: NaiveDate,
    /// Whether a positive exit was confirmed.
    pub positive: bool,
    /// Why, of another end.
    pub motif: Option<MotifCloture>,
}

/// What is proposed for the answers on leaving: whoever records them may say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SortieProposee {
    /// The day on which the person left the operation at the latest: that of the end of their parcours, or of the operation.
    #[schema(example = "2026-09-01")]
    pub sortie_le: NaiveDate,
    /// Last day on which their situation is an immediate result: four weeks later.
    #[schema(example = "2026-09-29")]
    pub jusqu_au: NaiveDate,
}

impl Nomme for ParticipationDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.operation, &mut self.operation_nom);
        noms.place(self.participant, &mut self.participant_nom);
    }
}

impl Nominatif for ParticipationDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Answers at entry. An absent answer was not given: it is not a "no".
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct QuestionnaireEntree {
    /// Collected on: not long before the entry.
    #[schema(example = "2026-03-02")]
    pub recueilli_le: NaiveDate,
    /// Situation on the labour market the day before.
    pub situation: Option<SituationEntree>,
    /// Whether registered with France Travail: registration wins over "inactive", of whom it is asked.
    pub inscrit_france_travail: Option<bool>,
    /// Months without work, asked of the unemployed.
    #[garde(inner(range(min = 0, max = 720)))]
    #[schema(example = 14)]
    pub mois_sans_emploi: Option<i32>,
    /// Whether in training or studies.
    pub en_formation: Option<bool>,
    /// Highest level reached.
    pub niveau: Option<NiveauFormation>,
    /// Official recognition of a disability.
    pub handicap: Option<Reponse>,
    /// Minimum income.
    pub minima_sociaux: Option<Reponse>,
    /// Without a home, or excluded from housing.
    pub sans_domicile: Option<Reponse>,
    /// Born abroad, or of a parent born abroad.
    pub origine_etrangere: Option<Reponse>,
    /// Nationality group.
    pub nationalite: Option<Nationalite>,
}

/// Answers on leaving. They count within four weeks of leaving the operation.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct QuestionnaireSortie {
    /// Left the operation on: its last day at the latest.
    #[schema(example = "2026-09-01")]
    pub sortie_le: NaiveDate,
    /// The situation was observed on.
    #[schema(example = "2026-09-15")]
    pub observe_le: NaiveDate,
    /// Situation on the labour market.
    pub situation: SituationSortie,
    /// Whether a diploma or title was obtained through the operation.
    pub qualification_obtenue: Option<bool>,
}
