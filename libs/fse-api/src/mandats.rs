//! Mandates of control.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, MandatId, Nominatif, OperationId, ParticipantId, Personnes, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
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
    /// Its number and its title.
    #[serde(default)]
    #[schema(example = "202600123 – Accompagnement des participants du PLIE")]
    pub operation_nom: Option<String>,
    /// Who controls.
    pub controleur: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Paul Henry")]
    pub controleur_nom: Option<String>,
    /// Whether whoever takes part in the operation is named, also later.
    pub entiere: bool,
    /// The persons whose files are open.
    pub personnes: Vec<ParticipantId>,
    /// Their names, in the same order.
    #[serde(default)]
    #[schema(example = json!(["Aminata Diallo"]))]
    pub personnes_noms: Vec<Option<String>>,
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
    /// Their name.
    #[serde(default)]
    #[schema(example = "Julie Perrin")]
    pub donne_par_nom: Option<String>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for MandatDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.operation, &mut self.operation_nom);
        noms.place(self.controleur, &mut self.controleur_nom);
        noms.places(&self.personnes, &mut self.personnes_noms);
        noms.place(self.donne_par, &mut self.donne_par_nom);
    }
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
