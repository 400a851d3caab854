//! Collective actions of the PLIE, by which persons enter it.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{
    ActionCollectiveId, CandidatureId, Nominatif, OperationId, ParticipantId, Personnes, StructureId, UtilisateurId,
};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::NouvelleCandidature;

/// A collective action to record.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleActionCollective {
    /// Its name.
    #[garde(length(chars, min = 2, max = 120), custom(problem::ligne))]
    #[schema(example = "Forum des métiers du bâtiment")]
    pub nom: String,
    /// Its day, on which whoever is retained enters.
    #[schema(example = "2026-02-12")]
    pub le: NaiveDate,
    /// The structure that leads it.
    #[serde(default)]
    pub structure: Option<StructureId>,
    /// The operation that pays it.
    #[serde(default)]
    pub operation: Option<OperationId>,
}

/// A collective action, with whom it retained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionCollectiveDto {
    /// Identifier.
    pub id: ActionCollectiveId,
    /// Its name.
    #[schema(example = "Forum des métiers du bâtiment")]
    pub nom: String,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub le: NaiveDate,
    /// The structure that leads it.
    pub structure: Option<StructureId>,
    /// Its name.
    #[schema(example = "La Courte Échelle")]
    pub structure_nom: Option<String>,
    /// The operation that pays it.
    pub operation: Option<OperationId>,
    /// Its number and its title.
    #[schema(example = "202600123 – Accompagnement des participants du PLIE")]
    pub operation_nom: Option<String>,
    /// Whom it retained, in the order in which they were.
    pub retenus: Vec<RetenuDto>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for ActionCollectiveDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        noms.place(self.operation, &mut self.operation_nom);
        self.retenus.nommer(noms);
    }
}

impl Nominatif for ActionCollectiveDto {
    fn montrer(&self, personnes: &mut Personnes) {
        for one in &self.retenus {
            personnes.ajouter(one.participant);
        }
    }
}

/// Somebody whom a collective action retained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RetenuDto {
    /// Their candidature.
    pub candidature: CandidatureId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Entry in the PLIE: the day of the action, unless it was corrected since.
    #[schema(example = "2026-02-12")]
    pub entree_le: Option<NaiveDate>,
    /// On what day the commission took note of it.
    #[schema(example = "2026-02-26")]
    pub actee_le: Option<NaiveDate>,
}

impl Nomme for RetenuDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// A collective action, as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionCollectiveResume {
    /// Identifier.
    pub id: ActionCollectiveId,
    /// Its name.
    #[schema(example = "Forum des métiers du bâtiment")]
    pub nom: String,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub le: NaiveDate,
    /// The structure that leads it.
    pub structure: Option<StructureId>,
    /// Its name.
    #[schema(example = "La Courte Échelle")]
    pub structure_nom: Option<String>,
    /// The operation that pays it.
    pub operation: Option<OperationId>,
    /// Its number and its title.
    #[schema(example = "202600123 – Accompagnement des participants du PLIE")]
    pub operation_nom: Option<String>,
}

impl Nomme for ActionCollectiveResume {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        noms.place(self.operation, &mut self.operation_nom);
    }
}

/// A page of collective actions.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreActionsCollectives {
    /// On that day or later.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// On that day or earlier.
    #[param(example = "2026-03-31")]
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

/// Somebody whom a collective action retains: by the candidature that was filed for them, or by one that is filed with it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauRetenu {
    /// Who accompanies them.
    pub referent: UtilisateurId,
    /// The candidature that was filed.
    #[serde(default)]
    pub candidature: Option<CandidatureId>,
    /// The candidature to file; the signatures that it lacks stay due.
    #[serde(default)]
    #[garde(dive)]
    pub nouvelle: Option<NouvelleCandidature>,
}

/// An entry by a collective action, as the candidature tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeCollective {
    /// The action.
    pub action: ActionCollectiveId,
    /// Its name.
    #[schema(example = "Forum des métiers du bâtiment")]
    pub nom: String,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub le: NaiveDate,
    /// Whether the commission has yet to take note of it.
    pub a_acter: bool,
}
