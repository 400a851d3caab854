//! Mandates of control.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, MandatId, Nominatif, OperationId, ParticipantId, Personnes, UtilisateurId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A mandate to give.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauMandat {
    /// Who controls.
    pub controleur: UtilisateurId,
    /// The sample: persons who take part in the operation. Whoever does, also later, when nobody is named.
    #[garde(length(max = 500))]
    #[serde(default)]
    pub personnes: Vec<ParticipantId>,
    /// First day.
    #[schema(example = "2026-09-01")]
    pub du: NaiveDate,
    /// Last day, included; within two years.
    #[schema(example = "2026-09-30")]
    pub au: NaiveDate,
    /// What is controlled, and for whom.
    #[garde(length(chars, min = 2, max = 300))]
    #[schema(example = "contrôle de service fait, autorité de gestion")]
    pub motif: String,
}

/// A mandate: whole files are open to a controleur, for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MandatDto {
    /// Identifier.
    pub id: MandatId,
    /// The operation that is controlled.
    pub operation: OperationId,
    /// Who controls.
    pub controleur: UtilisateurId,
    /// Whether whoever takes part in the operation is named, also later.
    pub entiere: bool,
    /// The persons whose files are open.
    pub personnes: Vec<ParticipantId>,
    /// First day.
    #[schema(example = "2026-09-01")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-09-30")]
    pub au: NaiveDate,
    /// What is controlled, and for whom.
    #[schema(example = "contrôle de service fait, autorité de gestion")]
    pub motif: String,
    /// When it was given.
    pub donne_le: DateTime<Utc>,
    /// By whom.
    pub donne_par: ActeurId,
}

impl Nominatif for MandatDto {
    fn montrer(&self, personnes: &mut Personnes) {
        for personne in &self.personnes {
            personnes.ajouter(*personne);
        }
    }
}

/// The end of a mandate before its time.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct FinMandat {
    /// Last day, included.
    #[schema(example = "2026-09-15")]
    pub au: NaiveDate,
}
