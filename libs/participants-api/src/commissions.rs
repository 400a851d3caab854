//! Commission sessions and their decisions.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, CandidatureId, CommissionId, ParticipantId, UtilisateurId};
use referentiel::regles::decisions::COMMISSION;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{ActionInstanceDto, EtatCandidature, PointDemandeDto};

kernel::codes! {
    /// Where a session stands.
    pub enum EtatCommission {
        /// Being prepared or held.
        Ouverte = "ouverte",
        /// Closed: its decisions are final.
        Close = "close",
        /// Cancelled: it is not held, and decides nothing.
        Annulee = "annulee",
    }
}

kernel::codes! {
    /// What the commission decides of a file.
    pub enum Decision {
        /// The person enters.
        Validee = "validee",
        /// The person does not enter.
        Refusee = "refusee",
        /// To be seen again.
        Ajournee = "ajournee",
        /// The person is pointed elsewhere.
        Reorientee = "reorientee",
    }
}

impl Decision {
    /// As a decision is said to be, in French.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Validee => "entrée validée",
            Self::Refusee => "entrée refusée",
            Self::Ajournee => "ajournement",
            Self::Reorientee => "réorientation",
        }
    }
}

kernel::codes! {
    /// Why the commission decided so.
    pub enum MotifDecision {
        /// The project fits.
        ProjetCoherent = "projet_coherent",
        /// Not the public of the PLIE.
        HorsPublic = "hors_public",
        /// Does not live in the territory.
        HorsTerritoire = "hors_territoire",
        /// Proofs are missing.
        PiecesManquantes = "pieces_manquantes",
        /// The diagnosis is to be completed.
        DiagnosticACompleter = "diagnostic_a_completer",
        /// Another scheme suits better.
        AutreDispositif = "autre_dispositif",
        /// The person is not available.
        Indisponibilite = "indisponibilite",
        /// The person does not wish it.
        RefusDeLaPersonne = "refus_de_la_personne",
        /// Another reason.
        Autre = "autre",
    }
}

/// The commission of entries, where no instance is said.
fn commission() -> String {
    COMMISSION.to_owned()
}

/// A session to prepare.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleCommission {
    /// Which instance sits, by its code in the référentiel; the commission of entries by default.
    #[serde(default = "commission")]
    #[garde(pattern("^[a-z][a-z_]{1,40}$"))]
    #[schema(example = "commission")]
    pub instance: String,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
    /// Its hour and place, as the convocation says them.
    #[garde(inner(length(chars, min = 2, max = 200)))]
    #[schema(example = "9 h 30, salle Bocage")]
    pub lieu: Option<String>,
}

/// Where and when a session is to be held in the place of what was said before.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DeplacementCommission {
    /// Its new day, or the same one when it changes its hour or its place.
    #[schema(example = "2026-02-19")]
    pub tenue_le: NaiveDate,
    /// Its hour and place, as the convocation says them, whether there or at a distance; as before when it is left out.
    #[garde(inner(length(chars, min = 2, max = 200)))]
    #[schema(example = "14 h, en visioconférence")]
    pub lieu: Option<String>,
    /// Why.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "la salle n'est pas libre")]
    pub motif: Option<String>,
    /// The day that it has until now, as it was read.
    #[schema(example = "2026-02-12")]
    pub remplace: NaiveDate,
    /// The hour and place that it has until now, as they were read; left out when none were said.
    #[garde(inner(length(chars, min = 2, max = 200)))]
    #[schema(example = "9 h 30, salle Bocage")]
    pub remplace_lieu: Option<String>,
}

/// That a session is not held.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AnnulationCommission {
    /// Why, as the members who were called are told.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "le quorum ne sera pas atteint")]
    pub motif: String,
}

/// The days to come on which the rhythm of the référentiel puts a session.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Calendrier {
    /// Of which instance, by its code in the référentiel; of the commission of entries by default.
    #[serde(default = "commission")]
    #[garde(pattern("^[a-z][a-z_]{1,40}$"))]
    #[schema(example = "commission")]
    pub instance: String,
    /// The first session; the day after which the rhythm runs from the last one, by default.
    #[schema(example = "2026-01-08")]
    pub a_partir_du: Option<NaiveDate>,
    /// The last day of the calendar.
    #[schema(example = "2026-06-30")]
    pub jusquau: NaiveDate,
}

/// A member of a session.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Membre {
    /// The user.
    pub utilisateur: UtilisateurId,
    /// Name, as the documents print it.
    #[garde(length(chars, min = 2, max = 120), custom(problem::ligne))]
    #[schema(example = "Claire Petit")]
    pub nom: String,
    /// The structure that the member represents.
    #[garde(inner(length(chars, min = 2, max = 120)))]
    #[schema(example = "Département")]
    pub structure: Option<String>,
}

/// The members called to a session.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Membres {
    /// All of them.
    #[garde(dive, length(min = 1, max = 60))]
    pub membres: Vec<Membre>,
    /// The members called before, when some were: these take their place.
    #[garde(inner(length(max = 60)))]
    pub remplace: Option<Vec<UtilisateurId>>,
}

/// A member who takes no part in a decision.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Deport {
    /// The candidature, on the agenda.
    pub candidature: CandidatureId,
    /// The member.
    pub membre: UtilisateurId,
    /// Why.
    #[garde(length(chars, min = 2, max = 200))]
    #[schema(example = "employeur de la personne")]
    pub motif: String,
}

/// A commission session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommissionDto {
    /// Identifier.
    pub id: CommissionId,
    /// Which instance sits, by its code in the référentiel.
    #[serde(default = "commission")]
    #[schema(example = "commission")]
    pub instance: String,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
    /// Where it stands.
    pub etat: EtatCommission,
    /// Its hour and place.
    #[schema(example = "9 h 30, salle Bocage")]
    pub lieu: Option<String>,
    /// Members called.
    pub membres: Vec<Membre>,
    /// Members who take no part in a decision.
    pub deports: Vec<DeportDto>,
    /// Members present, once it is closed.
    pub presents: Vec<UtilisateurId>,
    /// Their names, in the same order.
    #[serde(default)]
    #[schema(example = json!(["Claire Morel"]))]
    pub presents_noms: Vec<Option<String>>,
    /// Who is called, or was there when nobody was, and has not signed the undertaking of secrecy for their mandate.
    #[serde(default)]
    pub sans_engagement: Vec<UtilisateurId>,
    /// Their names, in the same order.
    #[serde(default)]
    #[schema(example = json!(["Claire Morel"]))]
    pub sans_engagement_noms: Vec<Option<String>>,
    /// Files on the agenda, in the order of presentation.
    pub dossiers: Vec<PointDto>,
    /// Demandes on the agenda, in the order of presentation.
    #[serde(default)]
    pub demandes: Vec<PointDemandeDto>,
    /// The plan of action: what this session decided and noted; while it sits, what former ones left to be done too.
    #[serde(default)]
    pub plan: Vec<ActionInstanceDto>,
    /// Where and when it was to be held before it was moved, oldest first.
    #[serde(default)]
    pub deplacements: Vec<DeplacementCommissionDto>,
    /// That it is not held, and why.
    #[serde(default)]
    pub annulation: Option<AnnulationCommissionDto>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for CommissionDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.places(&self.presents, &mut self.presents_noms);
        noms.places(&self.sans_engagement, &mut self.sans_engagement_noms);
        self.deports.nommer(noms);
        self.dossiers.nommer(noms);
        self.demandes.nommer(noms);
        self.plan.nommer(noms);
        self.deplacements.nommer(noms);
        if let Some(annulation) = &mut self.annulation {
            annulation.nommer(noms);
        }
    }
}

/// Where and when a session was to be held before it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeplacementCommissionDto {
    /// The day that it had.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
    /// The hour and place that it had.
    #[schema(example = "9 h 30, salle Bocage")]
    pub lieu: Option<String>,
    /// Why it was moved.
    #[schema(example = "la salle n'est pas libre")]
    pub motif: Option<String>,
    /// On what day it was moved.
    #[schema(example = "2026-02-05")]
    pub le: NaiveDate,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Karim Benali")]
    pub par_nom: Option<String>,
}

impl Nomme for DeplacementCommissionDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// That a session is not held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnulationCommissionDto {
    /// Why.
    #[schema(example = "le quorum ne sera pas atteint")]
    pub motif: String,
    /// On what day it was cancelled.
    #[schema(example = "2026-02-10")]
    pub le: NaiveDate,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Karim Benali")]
    pub par_nom: Option<String>,
}

impl Nomme for AnnulationCommissionDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// A commission session, as a line of a list: its agenda is read with it alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommissionResume {
    /// Identifier.
    pub id: CommissionId,
    /// Which instance sits, by its code in the référentiel.
    #[serde(default = "commission")]
    #[schema(example = "commission")]
    pub instance: String,
    /// Its day.
    #[schema(example = "2026-02-12")]
    pub tenue_le: NaiveDate,
    /// Where it stands.
    pub etat: EtatCommission,
    /// Its hour and place.
    #[schema(example = "9 h 30, salle Bocage")]
    pub lieu: Option<String>,
    /// Members called.
    pub membres: Vec<Membre>,
    /// Members who take no part in a decision.
    pub deports: Vec<DeportDto>,
    /// Members present, once it is closed.
    pub presents: Vec<UtilisateurId>,
    /// Their names, in the same order.
    #[schema(example = json!(["Claire Morel"]))]
    pub presents_noms: Vec<Option<String>>,
    /// How many files are on the agenda.
    #[schema(example = 12)]
    pub nombre_dossiers: i64,
    /// How many demandes are on the agenda.
    #[serde(default)]
    #[schema(example = 3)]
    pub nombre_demandes: i64,
    /// What may be done with it now, as far as its state, its day and what was decided of its agenda say.
    pub actions: Vec<Action>,
}

impl Nomme for CommissionResume {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.places(&self.presents, &mut self.presents_noms);
        self.deports.nommer(noms);
    }
}

/// That a member takes no part in a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeportDto {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The member.
    pub membre: UtilisateurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub membre_nom: Option<String>,
    /// Why.
    #[schema(example = "employeur de la personne")]
    pub motif: String,
}

impl From<Deport> for DeportDto {
    fn from(deport: Deport) -> Self {
        let Deport { candidature, membre, motif } = deport;
        Self { candidature, membre, membre_nom: None, motif }
    }
}

impl Nomme for DeportDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.membre, &mut self.membre_nom);
    }
}

/// Which sessions to read: those that meet every criterion.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreCommissions {
    /// Of one instance, by its code in the référentiel.
    #[garde(inner(pattern("^[a-z][a-z_]{1,40}$")))]
    #[param(example = "commission")]
    pub instance: Option<String>,
    /// Where they stand.
    pub etat: Option<EtatCommission>,
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

/// A point of the agenda: a candidature and what was decided of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointDto {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The person.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Why, by code.
    pub code_motif: Option<MotifDecision>,
    /// Why.
    #[schema(example = "projet réaliste, motivation confirmée")]
    pub motif: Option<String>,
    /// On what conditions.
    #[schema(example = "inscription à France Travail avant le 1er mars")]
    pub conditions: Option<String>,
    /// Why the person enters whom the rules of the territory leave out.
    #[serde(default)]
    #[schema(example = "suivie depuis deux ans avant son déménagement, pour la continuité")]
    pub derogation: Option<String>,
    /// The day on which its extract left; a decision is communicated from then on.
    #[schema(example = "2026-02-13")]
    pub communiquee_le: Option<NaiveDate>,
    /// Decisions that this one corrects, oldest first.
    pub corrigees: Vec<DecisionCorrigee>,
}

impl Nomme for PointDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.corrigees.nommer(noms);
    }
}

/// A decision that another one corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionCorrigee {
    /// What had been decided.
    pub decision: Decision,
    /// Why the person entered by it whom the rules of the territory left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "suivie depuis deux ans avant son déménagement, pour la continuité")]
    pub derogation: Option<String>,
    /// Why it was corrected.
    #[schema(example = "erreur de saisie en séance")]
    pub raison: String,
    /// On what day.
    #[schema(example = "2026-02-20")]
    pub corrigee_le: NaiveDate,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for DecisionCorrigee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// The correction of a decision: a new one.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionDecision {
    /// The new decision.
    #[garde(dive)]
    pub decision: NouvelleDecision,
    /// Why the former one was wrong.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "erreur de saisie en séance")]
    pub raison: String,
}

/// What may be put on the agenda, and what is missing to the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Presentable {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The person.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Where it stands.
    pub etat: EtatCandidature,
    /// Whether it is ready.
    pub pret: bool,
    /// Whether a former session postponed it.
    pub reporte: bool,
    /// What is missing, in French; for information when it is ready.
    pub manques: Vec<String>,
}

impl Nomme for Presentable {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// A file to put on the agenda.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Inscription {
    /// The candidature: diagnosed.
    pub candidature: CandidatureId,
}

/// A decision to record.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleDecision {
    /// The candidature, on the agenda.
    pub candidature: CandidatureId,
    /// What is decided.
    pub decision: Decision,
    /// Why, by code.
    pub code_motif: Option<MotifDecision>,
    /// Why; required unless the person enters, or a code says it.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "projet réaliste, motivation confirmée")]
    pub motif: Option<String>,
    /// On what conditions.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "inscription à France Travail avant le 1er mars")]
    pub conditions: Option<String>,
    /// Why the person enters whom the rules of the territory leave out on the day of the session: required then, and only of an
    /// entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "suivie depuis deux ans avant son déménagement, pour la continuité")]
    pub derogation: Option<String>,
    /// The decision that stands, when one was recorded, or corrected, before: this one takes its place.
    pub remplace: Option<Decision>,
}

/// The close of a session.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Cloture {
    /// Members present: among those called, when some were; users of the territory otherwise.
    #[garde(length(max = 100))]
    pub presents: Vec<UtilisateurId>,
}
