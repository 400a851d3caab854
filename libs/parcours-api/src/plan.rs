//! The plan of action of a parcours, and how its freins move.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, ActionId, EtapeId, Nominatif, ParcoursId, ParticipantId, Personnes};
use participants_api::{Evolution, NiveauFrein, Theme};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// What a line of the plan of action is.
    pub enum NatureAction {
        /// What is to be reached.
        Objectif = "objectif",
        /// What is done to reach it.
        Action = "action",
    }
}

kernel::codes! {
    /// Who carries a line of the plan of action.
    pub enum Porteur {
        /// The person.
        Personne = "personne",
        /// The référent.
        Referent = "referent",
        /// A partner, who is named.
        Partenaire = "partenaire",
    }
}

kernel::codes! {
    /// Where a line of the plan of action stands.
    pub enum EtatAction {
        /// Not begun.
        AFaire = "a_faire",
        /// Begun.
        EnCours = "en_cours",
        /// Done.
        Faite = "faite",
        /// Given up.
        Abandonnee = "abandonnee",
    }
}

impl EtatAction {
    /// As a line is said to be, in French.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::AFaire => "à faire",
            Self::EnCours => "en cours",
            Self::Faite => "faite",
            Self::Abandonnee => "abandonnée",
        }
    }
}

/// What people write of a line of the plan of action.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ActionPrevueParcours {
    /// What it is.
    pub nature: NatureAction,
    /// What is to be reached or done; no medical detail.
    #[garde(length(chars, min = 2, max = 300))]
    #[schema(example = "s'inscrire à l'auto-école sociale")]
    pub intitule: String,
    /// The frein that it answers.
    pub theme: Option<Theme>,
    /// By whom.
    pub porteur: Porteur,
    /// Which partner, when it is one.
    #[garde(inner(length(chars, min = 2, max = 160), custom(problem::ligne)))]
    #[schema(example = "Auto-école sociale du Prado")]
    pub partenaire: Option<String>,
    /// Until when.
    #[schema(example = "2026-06-30")]
    pub echeance: Option<NaiveDate>,
    /// The étape of the parcours that answers it.
    pub etape: Option<EtapeId>,
}

/// Where a line of the plan of action stands from now on.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct AvancementAction {
    /// Its new state: begun, done or given up.
    pub vers: EtatAction,
    /// Since which day.
    #[schema(example = "2026-05-12")]
    pub le: NaiveDate,
    /// What came of it, once it is done or given up; no medical detail.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "code obtenu, conduite à partir de juin")]
    pub resultat: Option<String>,
}

/// A line of the plan of action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionDto {
    /// Identifier.
    pub id: ActionId,
    /// Version of what people edit: one more at each change.
    #[schema(example = 1)]
    pub version: i32,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What it is.
    pub nature: NatureAction,
    /// What is to be reached or done.
    #[schema(example = "s'inscrire à l'auto-école sociale")]
    pub intitule: String,
    /// The frein that it answers.
    pub theme: Option<Theme>,
    /// By whom.
    pub porteur: Porteur,
    /// Which partner, when it is one.
    pub partenaire: Option<String>,
    /// Until when.
    #[schema(example = "2026-06-30")]
    pub echeance: Option<NaiveDate>,
    /// The étape that answers it.
    pub etape: Option<EtapeId>,
    /// Where it stands.
    pub etat: EtatAction,
    /// Since which day.
    #[schema(example = "2026-05-12")]
    pub etat_le: NaiveDate,
    /// What came of it.
    pub resultat: Option<String>,
    /// Who wrote it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for ActionDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nominatif for ActionDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// How heavy a theme weighs from a day on.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauNiveau {
    /// The theme.
    pub theme: Theme,
    /// Its weight.
    pub niveau: NiveauFrein,
    /// Seen on.
    #[schema(example = "2026-05-12")]
    pub le: NaiveDate,
    /// What was said of that very day before, when something was: this takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remplace: Option<NiveauFrein>,
}

/// How a theme moved during the parcours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FreinSuivi {
    /// The theme.
    pub theme: Theme,
    /// Its first weight.
    pub entree: NiveauFrein,
    /// Its last one.
    pub actuel: NiveauFrein,
    /// From the one to the other.
    pub evolution: Evolution,
    /// Its weights, oldest first.
    pub niveaux: Vec<NiveauConstate>,
}

/// How heavy a theme weighed on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NiveauConstate {
    /// Seen on.
    #[schema(example = "2026-05-12")]
    pub le: NaiveDate,
    /// Its weight.
    pub niveau: NiveauFrein,
    /// Who said it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// What was said of that very day before, oldest first.
    #[serde(default)]
    pub remplaces: Vec<NiveauRemplace>,
}

/// A weight in the place of which another was said of the same day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NiveauRemplace {
    /// The weight.
    pub niveau: NiveauFrein,
    /// Who said it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// When it was replaced.
    pub remplace_le: DateTime<Utc>,
}

impl Nomme for FreinSuivi {
    fn nommer(&mut self, noms: &mut Noms) {
        for one in &mut self.niveaux {
            noms.place(one.par, &mut one.par_nom);
            for former in &mut one.remplaces {
                noms.place(former.par, &mut former.par_nom);
            }
        }
    }
}

/// The plan of action of a parcours, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanParcours {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Its freins, in the order of the diagnosis.
    pub freins: Vec<FreinSuivi>,
    /// Its lines: what is open first, by its day, then what is over.
    pub lignes: Vec<ActionDto>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for PlanParcours {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.freins.nommer(noms);
        self.lignes.nommer(noms);
    }
}

impl Nominatif for PlanParcours {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}
