//! The plan of action of an instance: what its sessions decided that somebody does, and what came of it.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, ActionInstanceId, CommissionId, Nominatif, ParticipantId, Personnes};
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

kernel::codes! {
    /// Where an action of an instance stands.
    pub enum EtatActionInstance {
        /// Somebody is to do it.
        AFaire = "a_faire",
        /// It was done.
        Faite = "faite",
        /// It is given up.
        Abandonnee = "abandonnee",
    }
}

impl EtatActionInstance {
    /// As it is said to be, in French.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::AFaire => "à faire",
            Self::Faite => "faite",
            Self::Abandonnee => "abandonnée",
        }
    }
}

/// What a session decides that somebody does.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleActionInstance {
    /// What is to be done; no medical detail.
    #[garde(length(chars, min = 3, max = 500))]
    #[schema(example = "demander une place en crèche pour la rentrée")]
    pub quoi: String,
    /// Who does it.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Claire Petit, Département")]
    pub qui: String,
    /// Until when: on the day of the session, or after it.
    #[schema(example = "2026-04-15")]
    pub echeance: NaiveDate,
    /// Whom it concerns, of the agenda, when it is one person.
    pub participant: Option<ParticipantId>,
}

/// What a following session notes of an action.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleSuiteAction {
    /// The action, of a former session of the same instance.
    pub action: ActionInstanceId,
    /// Where it stands now; what was over is to be done again by `a_faire`.
    pub etat: EtatActionInstance,
    /// What came of it; no medical detail.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "place obtenue à partir de septembre")]
    pub resultat: String,
    /// Until when it is to be done, when that changes; of what is still to be done alone.
    #[schema(example = "2026-05-15")]
    pub echeance: Option<NaiveDate>,
}

/// An action of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionInstanceDto {
    /// Identifier.
    pub id: ActionInstanceId,
    /// The session that decided it.
    pub commission: CommissionId,
    /// The instance, by its code in the référentiel.
    #[schema(example = "comite_suivi")]
    pub instance: String,
    /// The day of that session.
    #[schema(example = "2026-03-12")]
    pub decidee_le: NaiveDate,
    /// Whom it concerns, when it is one person.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What is to be done.
    #[schema(example = "demander une place en crèche pour la rentrée")]
    pub quoi: String,
    /// Who does it.
    #[schema(example = "Claire Petit, Département")]
    pub qui: String,
    /// Until when.
    #[schema(example = "2026-04-15")]
    pub echeance: NaiveDate,
    /// Where it stands.
    pub etat: EtatActionInstance,
    /// What the following sessions noted, oldest first.
    pub suites: Vec<SuiteActionDto>,
}

impl Nomme for ActionInstanceDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.suites.nommer(noms);
    }
}

impl Nominatif for ActionInstanceDto {
    fn montrer(&self, personnes: &mut Personnes) {
        if let Some(participant) = self.participant {
            personnes.ajouter(participant);
        }
    }
}

/// What a following session noted of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuiteActionDto {
    /// The session.
    pub commission: CommissionId,
    /// Its day.
    #[schema(example = "2026-04-09")]
    pub le: NaiveDate,
    /// Where the action stood then.
    pub etat: EtatActionInstance,
    /// What came of it.
    #[schema(example = "place obtenue à partir de septembre")]
    pub resultat: String,
    /// Until when it was to be done from then on, when that changed.
    #[schema(example = "2026-05-15")]
    pub echeance: Option<NaiveDate>,
    /// Who noted it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for SuiteActionDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// Which actions of the instances.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreActionsInstances {
    /// Of one instance, by its code in the référentiel.
    #[garde(inner(pattern("^[a-z][a-z_]{1,40}$")))]
    #[param(example = "comite_suivi")]
    pub instance: Option<String>,
    /// Those that stand there.
    pub etat: Option<EtatActionInstance>,
    /// To be done by this day or earlier.
    #[param(example = "2026-04-30")]
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
