//! Persons, their situations, their pièces, their eligibility.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{CodeCommune, Id};
use referentiel::{
    Raison,
    regles::eligibilite::{Critere, Etat, Reponse},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Marks the identifier of a person.
#[derive(Debug)]
pub enum Participant {}
/// Marks the identifier of a situation.
#[derive(Debug)]
pub enum Situation {}
/// Marks the identifier of a pièce.
#[derive(Debug)]
pub enum Piece {}

kernel::codes! {
    /// Sex, as the European indicators ask it.
    pub enum Sexe {
        /// Woman.
        Femme = "F",
        /// Man.
        Homme = "M",
    }
}

/// A person to open a file for. No NIR: the suite has no field for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauParticipant {
    /// Last name.
    #[garde(length(chars, min = 1, max = 80))]
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name.
    #[garde(length(chars, min = 1, max = 80))]
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// Birth date.
    #[schema(example = "1984-05-20")]
    pub date_naissance: NaiveDate,
    /// Sex.
    pub sexe: Sexe,
    /// INSEE code of the commune of residence.
    #[schema(value_type = Option<String>, example = "71076")]
    pub commune: Option<CodeCommune>,
    /// Telephone.
    #[garde(inner(pattern(r"^\+?[0-9 .]{6,20}$")))]
    #[schema(example = "06 12 34 56 78")]
    pub telephone: Option<String>,
    /// Address for messages.
    #[garde(inner(email, length(max = 200)))]
    #[schema(example = "aminata.diallo@courriel.example")]
    pub courriel: Option<String>,
}

/// A person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParticipantDto {
    /// Identifier.
    #[schema(value_type = Uuid)]
    pub id: Id<Participant>,
    /// Version, to be named in `If-Match`.
    #[schema(example = 1)]
    pub version: i32,
    /// Last name.
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name.
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// Birth date.
    #[schema(example = "1984-05-20")]
    pub date_naissance: NaiveDate,
    /// Sex.
    pub sexe: Sexe,
    /// INSEE code of the commune of residence.
    #[schema(value_type = Option<String>, example = "71076")]
    pub commune: Option<CodeCommune>,
    /// Telephone.
    #[schema(example = "06 12 34 56 78")]
    pub telephone: Option<String>,
    /// Address for messages.
    #[schema(example = "aminata.diallo@courriel.example")]
    pub courriel: Option<String>,
    /// When the file was opened.
    pub cree_le: DateTime<Utc>,
}

/// A search by name: a POST, so that no name stands in a URL.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Recherche {
    /// Beginning of the last name, accents and case aside.
    #[garde(length(chars, min = 2, max = 80))]
    #[schema(example = "dial")]
    pub nom: String,
    /// Birth date, when known.
    #[schema(example = "1984-05-20")]
    pub date_naissance: Option<NaiveDate>,
}

/// A situation to record: a dated fact with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleSituation {
    /// The situation, by the code of the référentiel.
    #[garde(pattern("^[a-z][a-z_]{1,40}$"))]
    #[schema(example = "rsa")]
    pub code: String,
    /// One of four answers.
    pub reponse: Reponse,
    /// First day on which it holds.
    #[schema(example = "2026-01-15")]
    pub depuis: NaiveDate,
    /// Where it comes from.
    #[garde(length(chars, min = 2, max = 120))]
    #[schema(example = "déclaration")]
    pub source: String,
}

/// A recorded situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SituationDto {
    /// Identifier.
    #[schema(value_type = Uuid)]
    pub id: Id<Situation>,
    /// The situation.
    #[schema(example = "rsa")]
    pub code: String,
    /// The answer.
    pub reponse: Reponse,
    /// First day on which it holds.
    #[schema(example = "2026-01-15")]
    pub depuis: NaiveDate,
    /// Where it comes from.
    #[schema(example = "déclaration")]
    pub source: String,
    /// When it was recorded.
    pub saisie_le: DateTime<Utc>,
    /// Who recorded it.
    pub saisie_par: Uuid,
}

/// A pièce received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvellePiece {
    /// Its type, by the code of the référentiel.
    #[garde(pattern("^[a-z][a-z_]{1,60}$"))]
    #[schema(example = "attestation_rsa")]
    pub kind: String,
    /// Date of the document itself.
    #[schema(example = "2026-01-10")]
    pub date_document: NaiveDate,
    /// Day on which it was received.
    #[schema(example = "2026-01-15")]
    pub recue_le: NaiveDate,
    /// SHA-256 of the file, in hexadecimal, when it is kept elsewhere.
    #[garde(inner(pattern("^[0-9a-f]{64}$")))]
    pub sha256: Option<String>,
}

/// A pièce of a person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PieceDto {
    /// Identifier.
    #[schema(value_type = Uuid)]
    pub id: Id<Piece>,
    /// Its type.
    #[schema(example = "attestation_rsa")]
    pub kind: String,
    /// Date of the document itself.
    #[schema(example = "2026-01-10")]
    pub date_document: NaiveDate,
    /// Day on which it was received.
    #[schema(example = "2026-01-15")]
    pub recue_le: NaiveDate,
    /// SHA-256 of the file.
    pub sha256: Option<String>,
    /// When it was recorded.
    pub saisie_le: DateTime<Utc>,
    /// Who recorded it.
    pub saisie_par: Uuid,
}

/// The day on which eligibility is judged.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct DateReference {
    /// The date that matters: the entry, when there is one; today by default.
    #[param(example = "2026-02-12")]
    pub au: Option<NaiveDate>,
}

/// Eligibility for the PLIE, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EligibiliteDto {
    /// The whole.
    pub etat: Etat,
    /// Each criterion.
    pub criteres: Vec<Critere>,
    /// The rule applied, its version and the facts used.
    pub raison: Raison,
}

/// One read of a person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LectureDto {
    /// When.
    pub lu_le: DateTime<Utc>,
    /// Who.
    pub par: Uuid,
    /// What kind of subject.
    #[schema(example = "utilisateur")]
    pub sujet: String,
    /// Through which operation.
    #[schema(example = "participant_view")]
    pub operation: String,
}
