//! What a diagnosis says of the way behind the person and of the one before them.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

kernel::codes! {
    /// What the person did before.
    pub enum NatureExperience {
        /// A job.
        Emploi = "emploi",
        /// A training.
        Formation = "formation",
        /// Another accompaniment.
        Accompagnement = "accompagnement",
        /// A commitment without pay.
        Benevolat = "benevolat",
        /// Anything else.
        Autre = "autre",
    }
}

/// Something of the previous path.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Experience {
    /// What it was.
    pub nature: NatureExperience,
    /// In a few words.
    #[garde(length(chars, min = 2, max = 300))]
    #[schema(example = "agent d'entretien, missions d'intérim")]
    pub intitule: String,
    /// First day, as far as it is known.
    #[schema(example = "2019-04-01")]
    pub du: Option<NaiveDate>,
    /// Last day; none while it lasts, or where nobody knows.
    #[schema(example = "2021-06-30")]
    pub au: Option<NaiveDate>,
}

kernel::codes! {
    /// Whether the person can hold a reinforced accompaniment (seed 002).
    pub enum CapaciteAdhesion {
        /// They can.
        Acquise = "acquise",
        /// With support.
        ASoutenir = "a_soutenir",
        /// Not yet.
        Insuffisante = "insuffisante",
    }
}

/// The capacity to adhere, as it was seen.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Adhesion {
    /// Whether they can.
    pub capacite: CapaciteAdhesion,
    /// What was seen.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "ponctuelle, demande un rendez-vous par semaine")]
    pub constat: Option<String>,
}

kernel::codes! {
    /// Towards what the diagnosis points (seed 003).
    pub enum OrientationPreconisee {
        /// The PLIE.
        Plie = "plie",
        /// Another measure.
        AutreMesure = "autre_mesure",
    }
}

/// What the référent recommends to the commission.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Preconisation {
    /// Towards what.
    pub orientation: OrientationPreconisee,
    /// Which other measure; needed when it is not the PLIE.
    #[garde(inner(length(chars, min = 2, max = 300), custom(problem::ligne)))]
    #[schema(example = "accompagnement global de France Travail")]
    pub mesure: Option<String>,
    /// Why.
    #[garde(length(chars, min = 2, max = 1000))]
    #[schema(example = "projet défini, freins de mobilité à lever en douze mois")]
    pub motifs: String,
}
