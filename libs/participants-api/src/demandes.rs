//! What comes before an instance besides candidatures: demandes about a parcours, and what is decided of them.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, DemandeId, ParticipantId, UtilisateurId};
use referentiel::NatureDemande;
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// What an instance decides of a demande.
    pub enum DecisionDemande {
        /// It takes effect.
        Accordee = "accordee",
        /// It does not.
        Refusee = "refusee",
        /// To be seen again.
        Ajournee = "ajournee",
        /// The instance was told of what took effect already.
        PriseActe = "prise_acte",
    }
}

impl DecisionDemande {
    /// As a decision is said to be, in French.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Accordee => "accord",
            Self::Refusee => "refus",
            Self::Ajournee => "ajournement",
            Self::PriseActe => "prise d'acte",
        }
    }
}

/// What may be put on the agenda of a session besides candidatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemandePresentable {
    /// The demande.
    pub demande: DemandeId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Its nature.
    pub nature: NatureDemande,
    /// What is asked, in French.
    #[schema(example = "suspension du 01/03/2026 au 31/03/2026")]
    pub objet: String,
    /// Why it is asked.
    #[schema(example = "formation suspendue jusqu’à la rentrée")]
    pub motif_demande: Option<String>,
    /// Whether it took effect already: the session is told of it.
    pub pour_information: bool,
    /// On what day it was asked.
    #[schema(example = "2026-02-20")]
    pub demandee_le: NaiveDate,
    /// Whether a former session postponed it.
    pub reporte: bool,
}

impl Nomme for DemandePresentable {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// A point of the agenda: a demande and what was decided of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointDemandeDto {
    /// The demande.
    pub demande: DemandeId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Its nature.
    pub nature: NatureDemande,
    /// What is asked, in French.
    #[schema(example = "suspension du 01/03/2026 au 31/03/2026")]
    pub objet: String,
    /// Why it is asked.
    #[schema(example = "formation suspendue jusqu’à la rentrée")]
    pub motif_demande: Option<String>,
    /// Whether it took effect already: the session is told of it.
    pub pour_information: bool,
    /// What was decided.
    pub decision: Option<DecisionDemande>,
    /// Why.
    #[schema(example = "reprise prévue avec la rentrée")]
    pub motif: Option<String>,
    /// On what conditions.
    #[schema(example = "point d’étape à un mois")]
    pub conditions: Option<String>,
    /// The day on which its letter left; a decision is communicated from then on.
    #[serde(default)]
    #[schema(example = "2026-02-27")]
    pub communiquee_le: Option<NaiveDate>,
    /// Members who take no part in its decision.
    pub deports: Vec<DeportDemandeDto>,
    /// Decisions that this one corrects, oldest first.
    pub corrigees: Vec<DecisionDemandeCorrigee>,
}

impl Nomme for PointDemandeDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.deports.nommer(noms);
        self.corrigees.nommer(noms);
    }
}

/// That a member takes no part in the decision of a demande.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeportDemandeDto {
    /// The member.
    pub membre: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub membre_nom: Option<String>,
    /// Why.
    #[schema(example = "employeur de la personne")]
    pub motif: String,
}

impl Nomme for DeportDemandeDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.membre, &mut self.membre_nom);
    }
}

/// A decision that another one corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionDemandeCorrigee {
    /// What had been decided.
    pub decision: DecisionDemande,
    /// Why it was corrected.
    #[schema(example = "erreur de saisie en séance")]
    pub raison: String,
    /// On what day.
    #[schema(example = "2026-02-20")]
    pub corrigee_le: NaiveDate,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for DecisionDemandeCorrigee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// A demande to put on the agenda.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct InscriptionDemande {
    /// The demande: it is to come before the instance that sits.
    pub demande: DemandeId,
}

/// A member who takes no part in the decision of a demande.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DeportDemande {
    /// The demande, on the agenda.
    pub demande: DemandeId,
    /// The member.
    pub membre: UtilisateurId,
    /// Why.
    #[garde(length(chars, min = 2, max = 200))]
    #[schema(example = "employeur de la personne")]
    pub motif: String,
}

/// A decision of a demande to record.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleDecisionDemande {
    /// The demande, on the agenda.
    pub demande: DemandeId,
    /// What is decided.
    pub decision: DecisionDemande,
    /// Why; required of a refusal and of a postponement.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "reprise prévue avec la rentrée")]
    pub motif: Option<String>,
    /// On what conditions.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "point d’étape à un mois")]
    pub conditions: Option<String>,
    /// The decision that stands, when one was recorded, or corrected, before: this one takes its place.
    pub remplace: Option<DecisionDemande>,
}

/// The correction of a decision of a demande: a new one.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionDecisionDemande {
    /// The new decision.
    #[garde(dive)]
    pub decision: NouvelleDecisionDemande,
    /// Why the former one was wrong.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "erreur de saisie en séance")]
    pub raison: String,
}
