//! Contrats d'engagement.

use chrono::NaiveDate;
use garde::Validate;
use kernel::Id;
use referentiel::{Raison, Signataire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Candidature, Participant, Signature};

/// Marks the identifier of a contrat d'engagement.
#[derive(Debug)]
pub enum Contrat {}

/// A contract to prepare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauContrat {
    /// The candidature: validated by the commission.
    #[schema(value_type = Uuid)]
    pub candidature: Id<Candidature>,
}

/// A contrat d'engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContratDto {
    /// Identifier.
    #[schema(value_type = Uuid)]
    pub id: Id<Contrat>,
    /// The candidature.
    #[schema(value_type = Uuid)]
    pub candidature: Id<Candidature>,
    /// The person.
    #[schema(value_type = Uuid)]
    pub participant: Id<Participant>,
    /// Signatures received.
    pub signatures: Vec<Signature>,
    /// Signatures still missing by the territory's référentiel.
    pub manquantes: Vec<Signataire>,
    /// The last required signature; absent while one is missing.
    #[schema(example = "2026-02-19")]
    pub engage_le: Option<NaiveDate>,
    /// The rule applied.
    pub raison: Raison,
}
