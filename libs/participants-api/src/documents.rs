//! Documents that the suite makes: relevés, letters, convocations. Their data are frozen when they are made,
//! so that the same document always has the same bytes.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{CandidatureId, DemandeId, DocumentId, StructureId};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// What a document is.
    pub enum NatureDocument {
        /// The relevé de décisions, whole.
        Releve = "releve",
        /// The extract of the relevé for one partner: its own persons only.
        Extrait = "extrait",
        /// The letter to the prescripteur of one person.
        Courrier = "courrier",
        /// The convocation of one member, or that the session to which they were called is not held.
        Convocation = "convocation",
    }
}

kernel::codes! {
    /// How a document left.
    pub enum Canal {
        /// By message.
        Courriel = "courriel",
        /// By post.
        Courrier = "courrier",
        /// By hand.
        MainPropre = "main_propre",
        /// Through the partner's own space.
        Espace = "espace",
    }
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DocumentDto {
    /// Identifier.
    pub id: DocumentId,
    /// What it prints as its reference, and bears in the name of its file.
    #[serde(default)]
    #[schema(example = "2026-K7QX-3PDM")]
    pub reference: String,
    /// What it is.
    pub nature: NatureDocument,
    /// The structure for which it is made.
    pub structure: Option<StructureId>,
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub structure_nom: Option<String>,
    /// The candidature of which it speaks, when it is one.
    pub candidature: Option<CandidatureId>,
    /// The demande of which it speaks, when it is one.
    #[serde(default)]
    pub demande: Option<DemandeId>,
    /// When it was made.
    pub cree_le: DateTime<Utc>,
    /// When it left.
    #[schema(example = "2026-02-13")]
    pub envoye_le: Option<NaiveDate>,
    /// How it left.
    pub canal: Option<Canal>,
    /// From which day on what it announces holds no more: of a convocation, once its session was moved or cancelled.
    #[serde(default)]
    #[schema(example = "2026-02-05")]
    pub caduc_le: Option<NaiveDate>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for DocumentDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
    }
}

/// That a document left.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Envoi {
    /// On what day.
    #[schema(example = "2026-02-13")]
    pub le: NaiveDate,
    /// How.
    pub canal: Canal,
}

/// An extract of a relevé, as the partner for whom it was made finds it in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExtraitResume {
    /// Identifier.
    pub id: DocumentId,
    /// What it prints as its reference, and bears in the name of its file.
    #[schema(example = "2026-K7QX-3PDM")]
    pub reference: String,
    /// Which instance sat, by its code in the référentiel.
    #[schema(example = "commission")]
    pub instance: String,
    /// The day of the session.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
    /// The structure for which it was made.
    pub structure: StructureId,
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub structure_nom: Option<String>,
    /// When it left.
    #[schema(example = "2026-02-13")]
    pub envoye_le: NaiveDate,
}

impl Nomme for ExtraitResume {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
    }
}

/// An extract of a relevé, as the partner for whom it was made reads it: of whom shares with it today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExtraitDto {
    /// Identifier.
    pub id: DocumentId,
    /// What it prints as its reference, and bears in the name of its file.
    #[schema(example = "2026-K7QX-3PDM")]
    pub reference: String,
    /// Which instance sat, by its code in the référentiel.
    #[schema(example = "commission")]
    pub instance: String,
    /// The day of the session.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
    /// The structure for which it was made.
    pub structure: StructureId,
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub structure_nom: Option<String>,
    /// When it left.
    #[schema(example = "2026-02-13")]
    pub envoye_le: NaiveDate,
    /// What was decided, in the order of the agenda.
    pub lignes: Vec<LigneExtrait>,
}

impl Nomme for ExtraitDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
    }
}

/// What was decided of one person, as a partner is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneExtrait {
    /// Last name of the person.
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name of the person.
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// What was decided, in French.
    #[schema(example = "entrée validée")]
    pub decision: Option<String>,
    /// Why and on what conditions, where the person shares it with the partner; never of a demande.
    #[schema(example = "projet réaliste, motivation confirmée")]
    pub motif: Option<String>,
    /// The day of the entry, where it is what was decided.
    #[schema(example = "2026-02-12")]
    pub entree_le: Option<NaiveDate>,
}
