//! European operations.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{Montant, OperationId, Programme, UtilisateurId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use suite_api::Action;
use utoipa::ToSchema;

kernel::codes! {
    /// What comes on top of direct staff costs.
    pub enum OptionCouts {
        /// 40 % of direct staff costs, for all other costs.
        Forfait40 = "forfait_40",
        /// 15 % of direct staff costs, for indirect costs.
        Forfait15 = "forfait_15",
        /// Nothing: staff costs only.
        PersonnelSeul = "personnel_seul",
    }
}

/// An operation to open.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleOperation {
    /// Number in Ma démarche FSE.
    #[garde(length(chars, min = 1, max = 30), custom(problem::ligne))]
    #[schema(example = "202600123")]
    pub numero: String,
    /// Title, as it stands on every document.
    #[garde(length(chars, min = 2, max = 200), custom(problem::ligne))]
    #[schema(example = "Accompagnement des participants du PLIE")]
    pub intitule: String,
    /// Programme.
    pub programme: Programme,
    /// First day of realisation.
    #[schema(example = "2026-01-01")]
    pub debut: NaiveDate,
    /// Last day of realisation, included.
    #[schema(example = "2026-12-31")]
    pub fin: NaiveDate,
    /// Cost option.
    pub option: OptionCouts,
    /// Share paid by Europe, in per cent.
    #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,2})?$", example = "60")]
    pub taux: Decimal,
    /// Total eligible cost of the convention.
    pub cout_total: Montant,
    /// FSE+: months of unemployment from which someone under 25 counts as long-term; 12 for everyone
    /// when absent.
    #[garde(inner(range(min = 1, max = 24)))]
    #[schema(example = 6)]
    pub longue_duree_jeunes_mois: Option<i32>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OperationDto {
    /// Identifier.
    pub id: OperationId,
    /// Version of its content: one more at each change.
    #[serde(default)]
    #[schema(example = 1)]
    pub version: i32,
    /// Its content.
    #[serde(flatten)]
    pub operation: NouvelleOperation,
    /// What Europe pays of the convention.
    pub montant_fse: Montant,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

/// The employment cost of someone who works on an operation, from a day on.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CoutAgent {
    /// The person.
    pub agent: UtilisateurId,
    /// First day at which it holds: that of the operation when it is the first cost said of the person. Hours of
    /// days before keep the cost that held then; the same day again corrects it.
    #[schema(example = "2026-01-01")]
    pub depuis: Option<NaiveDate>,
    /// Latest documented annual gross employment cost, for a full time.
    pub cout_annuel: Montant,
    /// Share of a full time for which the person is employed, all operations together: from 0.001 to 1, three
    /// decimals at most.
    #[schema(value_type = String, pattern = r"^[01](\.\d{1,3})?$", example = "1")]
    pub etp: Decimal,
    /// The amount that the employer bears for this person, to be compared with the ceiling of the
    /// territory. No more than it is claimed.
    pub charge: Option<Montant>,
}
