//! The undertaking of secrecy of who sits in an instance.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use suite_api::Action;
use utoipa::ToSchema;

/// What who sits undertakes to keep secret, as the caller is asked to sign it or signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EngagementSecret {
    /// The text: the one that was signed, once it is.
    #[schema(example = "Je m’engage à garder secret ce que j’apprends en séance.")]
    pub texte: String,
    /// Its version.
    #[schema(example = "2026-1")]
    pub version: String,
    /// Whether who has not signed may not sit.
    pub exige: bool,
    /// First day of the mandate for which it is signed; none of who has no mandate today.
    #[schema(example = "2026-01-01")]
    pub mandat_du: Option<NaiveDate>,
    /// When it was signed for this mandate.
    #[schema(example = "2026-02-12")]
    pub signe_le: Option<NaiveDate>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

/// That the caller undertakes it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SignatureSecret {
    /// The version of the text that was read.
    #[garde(pattern("^[0-9a-z][0-9a-z.-]{0,19}$"))]
    #[schema(example = "2026-1")]
    pub version: String,
}
