//! What a person needs that no operator offers yet: said by who follows them, qualified by the animation team.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, BesoinId, Nominatif, ParcoursId, ParticipantId, Personnes, UtilisateurId};
use participants_api::Theme;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

kernel::codes! {
    /// Whether a need waits for the animation team.
    pub enum EtatBesoin {
        /// Nobody answered.
        Ouvert = "ouvert",
        /// It was answered.
        Clos = "clos",
    }
}

kernel::codes! {
    /// What the animation team answers to a need.
    pub enum IssueBesoin {
        /// Something that exists meets it.
        OffreExistante = "offre_existante",
        /// An étape is to be set up for it.
        OffreACreer = "offre_a_creer",
        /// Nothing meets it on the territory.
        SansOffre = "sans_offre",
        /// It is none any more.
        Abandonne = "abandonne",
    }
}

/// What the animation team answers to a need, and when.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SuiteBesoin {
    /// What it answers.
    pub issue: IssueBesoin,
    /// On what day.
    #[schema(example = "2026-06-18")]
    pub le: NaiveDate,
    /// What else is to be known; no medical detail.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "une session ouvre en septembre à Chenôve")]
    pub precisions: Option<String>,
}

/// A need of a person.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauBesoin {
    /// Of what.
    pub theme: Theme,
    /// On what day it was found.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// What is needed, in a sentence; no medical detail.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "une remise à niveau en français compatible avec des horaires de nuit")]
    pub texte: String,
}

/// A need of a person, as it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BesoinDto {
    /// Identifier.
    pub id: BesoinId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Of what.
    pub theme: Theme,
    /// On what day it was found.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// What is needed.
    #[schema(example = "une remise à niveau en français compatible avec des horaires de nuit")]
    pub texte: String,
    /// Whether it waits for the animation team.
    pub etat: EtatBesoin,
    /// What the animation team answered.
    pub suite: Option<SuiteBesoin>,
    /// Who said it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for BesoinDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nominatif for BesoinDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Which needs.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreBesoins {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Of one theme.
    pub theme: Option<Theme>,
    /// Those that wait, or those that do not.
    pub etat: Option<EtatBesoin>,
    /// Of this day or later.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Of this day or before.
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
