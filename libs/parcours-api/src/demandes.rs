//! What is asked of an instance about a parcours, and what came of it.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{
    ActeurId, CommissionId, DemandeId, Nominatif, ParcoursId, ParticipantId, Personnes, ProlongationId, RevueId,
    UtilisateurId,
};
use referentiel::NatureDemande;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

kernel::codes! {
    /// Where a demande stands.
    pub enum EtatDemande {
        /// An instance is to decide of it.
        ADecider = "a_decider",
        /// Granted: it took effect, or says why it could not.
        Accordee = "accordee",
        /// Refused.
        Refusee = "refusee",
        /// To be presented again.
        Ajournee = "ajournee",
        /// Taken back before it was decided.
        Retiree = "retiree",
        /// It took effect at once; an instance is to be told.
        Rapportee = "rapportee",
        /// It took effect at once; the instance was told.
        PriseActe = "prise_acte",
    }
}

/// What is asked of an instance about a parcours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemandeDto {
    /// Identifier.
    pub id: DemandeId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What is asked.
    pub nature: NatureDemande,
    /// Of which instance, by its code in the référentiel.
    #[schema(example = "commission")]
    pub instance: String,
    /// What is asked, in French.
    #[schema(example = "suspension du 01/03/2026 au 31/03/2026")]
    pub objet: String,
    /// Why.
    #[schema(example = "formation suspendue jusqu’à la rentrée")]
    pub motif: Option<String>,
    /// Where it stands.
    pub etat: EtatDemande,
    /// On what day it was asked.
    #[schema(example = "2026-02-20")]
    pub demandee_le: NaiveDate,
    /// Who asked.
    pub demandee_par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub demandee_par_nom: Option<String>,
    /// The day of the last decision.
    #[schema(example = "2026-02-26")]
    pub decidee_le: Option<NaiveDate>,
    /// The session that decided last.
    pub commission: Option<CommissionId>,
    /// Why it was decided so, or taken back.
    #[schema(example = "projet à revoir avec la personne")]
    pub motif_decision: Option<String>,
    /// On what conditions it was granted.
    #[schema(example = "point d’étape à un mois")]
    pub conditions: Option<String>,
    /// Why what was granted could take no effect, what was asked being possible no more, or has none any more, a later decision
    /// having taken it back.
    #[schema(example = "Le parcours est terminé.")]
    pub sans_effet: Option<String>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for DemandeDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.demandee_par, &mut self.demandee_par_nom);
    }
}

impl Nominatif for DemandeDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// That a demande is taken back before an instance decides of it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RetraitDemande {
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "la personne reprend plus tôt que prévu")]
    pub motif: String,
}

/// Which demandes.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreDemandes {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Of one nature.
    pub nature: Option<NatureDemande>,
    /// Those that stand there.
    pub etat: Option<EtatDemande>,
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

kernel::codes! {
    /// What is to become of a long parcours.
    pub enum SuiteRevue {
        /// It goes on.
        Poursuite = "poursuite",
        /// Another service suits the person better.
        Reorientation = "reorientation",
        /// It is to end.
        Sortie = "sortie",
    }
}

impl SuiteRevue {
    /// As it is said to be, in French.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Poursuite => "poursuite de l’accompagnement",
            Self::Reorientation => "réorientation",
            Self::Sortie => "sortie du PLIE",
        }
    }
}

/// The review of a long parcours: what is proposed of it, or decided where no instance decides.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleRevue {
    /// What is to become of it.
    pub suite: SuiteRevue,
    /// The next review, when it goes on; by the rhythm of the référentiel when it is not said.
    #[schema(example = "2027-03-01")]
    pub prochaine_le: Option<NaiveDate>,
    /// What the parcours has come to; no medical detail.
    #[garde(length(chars, min = 3, max = 1_000))]
    #[schema(example = "deux étapes tenues, titre de cuisine en cours : la formation finit en juin")]
    pub bilan: String,
}

/// A review of a long parcours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RevueDto {
    /// Identifier.
    pub id: RevueId,
    /// On what day it was decided.
    #[schema(example = "2026-03-12")]
    pub le: NaiveDate,
    /// What is to become of the parcours.
    pub suite: SuiteRevue,
    /// The next review, when it goes on and one was fixed.
    #[schema(example = "2027-03-01")]
    pub prochaine_le: Option<NaiveDate>,
    /// What the parcours had come to.
    #[schema(example = "deux étapes tenues, titre de cuisine en cours : la formation finit en juin")]
    pub bilan: String,
    /// Who made it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for RevueDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// That an accompaniment goes on after the end of the right: what is asked, or decided where no instance decides.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleProlongation {
    /// The last day of the accompaniment: after the end of the right, and as far as the référentiel lets it move.
    #[schema(example = "2027-06-30")]
    pub jusqu_au: NaiveDate,
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 500))]
    #[schema(example = "titre professionnel en cours jusqu’en juin")]
    pub motif: String,
}

/// A prolongation that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProlongationDto {
    /// Identifier.
    pub id: ProlongationId,
    /// On what day it was decided.
    #[schema(example = "2026-03-12")]
    pub le: NaiveDate,
    /// The last day of the accompaniment.
    #[schema(example = "2027-06-30")]
    pub jusqu_au: NaiveDate,
    /// Why.
    #[schema(example = "titre professionnel en cours jusqu’en juin")]
    pub motif: String,
    /// Who asked.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for ProlongationDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}
