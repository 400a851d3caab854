//! Eligibility verdicts.

use chrono::NaiveDate;
use garde::Validate;
use referentiel::{
    Raison,
    regles::eligibilite::{Critere, Etat},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Eligibility, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EligibiliteDto {
    /// The whole.
    pub etat: Etat,
    /// Each criterion.
    pub criteres: Vec<Critere>,
    /// The rule applied, its version and the facts used.
    pub raison: Raison,
}

/// The operation in which the European fund would support the person.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct EntreeOperation {
    /// Day of the entry in the operation: today by default.
    #[param(example = "2026-03-02")]
    pub au: Option<NaiveDate>,
    /// The day at whose end the file is looked at: now by default.
    #[param(example = "2026-03-31")]
    pub connu_au: Option<NaiveDate>,
    /// First day of the operation.
    #[param(example = "2026-01-01")]
    pub debut: Option<NaiveDate>,
    /// Last day of the operation.
    #[param(example = "2026-12-31")]
    pub fin: Option<NaiveDate>,
}
