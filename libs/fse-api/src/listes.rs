//! Which operations, participations and mandates a list shows.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{OperationId, ParticipantId, Programme, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::Curseur;
use utoipa::IntoParams;

/// Which operations.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreOperations {
    /// Of one programme.
    pub programme: Option<Programme>,
    /// Those that run until this day at least.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Those that begin on this day at the latest.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// Which participations.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreParticipations {
    /// In one operation.
    pub operation: Option<OperationId>,
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of who entered the operation on this day or later.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Of who entered the operation on this day or before.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// Whether the answers at entry were given.
    pub entree_repondue: Option<bool>,
    /// Whether the answers on leaving were given.
    pub sortie_repondue: Option<bool>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// Which mandates of control.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreMandats {
    /// On one operation.
    pub operation: Option<OperationId>,
    /// Of one controleur.
    pub controleur: Option<UtilisateurId>,
    /// Those that hold on this day.
    #[param(example = "2026-09-15")]
    pub le: Option<NaiveDate>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}
