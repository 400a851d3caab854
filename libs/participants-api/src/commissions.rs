//! Commission sessions and their decisions.

use chrono::NaiveDate;
use garde::Validate;
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Candidature;

/// Marks the identifier of a commission session.
#[derive(Debug)]
pub enum Commission {}

kernel::codes! {
    /// Where a session stands.
    pub enum EtatCommission {
        /// Being prepared or held.
        Ouverte = "ouverte",
        /// Closed: its decisions are final.
        Close = "close",
    }
}

kernel::codes! {
    /// What the commission decides of a file.
    pub enum Decision {
        /// The person enters.
        Validee = "validee",
        /// The person does not enter.
        Refusee = "refusee",
        /// To be seen again.
        Ajournee = "ajournee",
        /// The person is pointed elsewhere.
        Reorientee = "reorientee",
    }
}

/// A session to prepare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleCommission {
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
}

/// A commission session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommissionDto {
    /// Identifier.
    #[schema(value_type = Uuid)]
    pub id: Id<Commission>,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
    /// Where it stands.
    pub etat: EtatCommission,
    /// Members present, once it is closed.
    pub presents: Vec<Uuid>,
    /// Files on the agenda, in the order of presentation.
    pub dossiers: Vec<Dossier>,
}

/// A file on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dossier {
    /// The candidature.
    #[schema(value_type = Uuid)]
    pub candidature: Id<Candidature>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Why.
    #[schema(example = "projet réaliste, motivation confirmée")]
    pub motif: Option<String>,
}

/// A file to put on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Inscription {
    /// The candidature: diagnosed.
    #[schema(value_type = Uuid)]
    pub candidature: Id<Candidature>,
}

/// A decision to record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleDecision {
    /// The candidature, on the agenda.
    #[schema(value_type = Uuid)]
    pub candidature: Id<Candidature>,
    /// What is decided.
    pub decision: Decision,
    /// Why; required unless the person enters.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "projet réaliste, motivation confirmée")]
    pub motif: Option<String>,
}

/// The close of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Cloture {
    /// Members present: users of the territory.
    #[garde(length(max = 100))]
    pub presents: Vec<Uuid>,
}
