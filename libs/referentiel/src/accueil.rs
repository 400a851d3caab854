//! Before the entry: what is said to the person, how and where they are diagnosed.

use garde::Validate;
use kernel::CategoriePrescripteur;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

kernel::codes! {
    /// What is explained to the person before they commit themselves.
    pub enum PointExplique {
        /// What the PLIE is (seeds 000 and 002).
        Dispositif = "dispositif",
        /// The actions of the PLIE (seeds 000 and 002).
        Actions = "actions",
        /// What the référent does (seed 002).
        RoleReferent = "role_referent",
        /// Individual aids: transport, care of children, training (seed 002).
        Aides = "aides",
        /// What Europe pays, and what is asked of the person for it (seeds 000 and 002).
        FinancementEuropeen = "financement_europeen",
        /// Mutual rights and duties of the person, the référent and the PLIE (seed 003).
        Engagements = "engagements",
    }
}

impl PointExplique {
    /// What people read.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Dispositif => "le dispositif",
            Self::Actions => "les actions du PLIE",
            Self::RoleReferent => "le rôle du référent",
            Self::Aides => "les aides individuelles",
            Self::FinancementEuropeen => "le financement européen",
            Self::Engagements => "les droits et engagements réciproques",
        }
    }
}

/// Something that a territory names: a method, a place.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Designation {
    /// By which it is recorded.
    #[garde(length(chars, min = 2, max = 60))]
    #[schema(example = "odes")]
    pub code: String,
    /// What people read.
    #[garde(length(chars, min = 2, max = 200))]
    #[schema(example = "Méthode ODES")]
    pub libelle: String,
}

/// How a territory receives persons.
#[operation::bounded]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Accueil {
    /// Kinds of structure that are authorised to refer persons: another one is warned about, never refused. All of them while
    /// there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 20))]
    pub prescripteurs: Vec<CategoriePrescripteur>,
    /// What is explained to the person before the contract is signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 20))]
    pub explications: Vec<PointExplique>,
    /// Methods of diagnosis; any may be named while there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 100))]
    pub methodes: Vec<Designation>,
    /// Where persons are received; any place may be named while there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 200))]
    pub lieux: Vec<Designation>,
}

/// The designation of this code, of those which a territory names.
#[must_use]
pub fn designation<'a>(connues: &'a [Designation], code: &str) -> Option<&'a Designation> {
    connues.iter().find(|one| one.code == code)
}
