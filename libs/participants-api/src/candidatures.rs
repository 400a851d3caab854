//! Candidatures, from the first referral to the entry.

use chrono::NaiveDate;
use garde::Validate;
use kernel::Id;
use referentiel::{Raison, Signataire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{NouveauParticipant, NouvelleSituation, Participant};

/// Marks the identifier of a candidature.
#[derive(Debug)]
pub enum Candidature {}

kernel::codes! {
    /// Where a candidature stands.
    pub enum EtatCandidature {
        /// Filed, signed.
        Deposee = "deposee",
        /// Given to a référent.
        Affectee = "affectee",
        /// Diagnosed.
        Diagnostic = "diagnostic",
        /// On the agenda of a commission.
        Presentee = "presentee",
        /// The commission said yes.
        Validee = "validee",
        /// The commission said no.
        Refusee = "refusee",
        /// The commission asks to see it again.
        Ajournee = "ajournee",
        /// The commission points elsewhere.
        Reorientee = "reorientee",
        /// The contrat d'engagement bears all its signatures.
        Contractualisee = "contractualisee",
        /// The person did not enter.
        NonEntree = "non_entree",
    }
}

kernel::codes! {
    /// Why a person did not enter.
    pub enum MotifNonEntree {
        /// Did not come.
        AbsenceAuxRendezVous = "absence_aux_rendez_vous",
        /// No longer wishes it.
        Abandon = "abandon",
        /// Found work meanwhile.
        Emploi = "emploi",
        /// Moved away.
        Demenagement = "demenagement",
        /// Not eligible.
        NonEligible = "non_eligible",
        /// Another reason.
        Autre = "autre",
    }
}

/// A signature on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Signature {
    /// Who signed.
    pub signataire: Signataire,
    /// On what day.
    #[schema(example = "2026-01-12")]
    pub signe_le: NaiveDate,
}

/// A candidature to file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleCandidature {
    /// The person.
    #[garde(dive)]
    pub personne: NouveauParticipant,
    /// What the prescripteur knows of the person's situation.
    #[serde(default)]
    #[garde(dive, length(max = 40))]
    pub situations: Vec<NouvelleSituation>,
    /// Signatures of the file.
    #[garde(length(max = 5))]
    pub signatures: Vec<Signature>,
    /// Day of the filing.
    #[schema(example = "2026-01-12")]
    pub deposee_le: NaiveDate,
    /// The prescripteur's structure, when the PLIE files in its name; a prescripteur files for its own.
    pub prescripteur: Option<Uuid>,
}

/// A candidature, as the PLIE sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CandidatureDto {
    /// Identifier.
    #[schema(value_type = Uuid)]
    pub id: Id<Candidature>,
    /// The person.
    #[schema(value_type = Uuid)]
    pub participant: Id<Participant>,
    /// The structure that referred the person.
    pub prescripteur: Option<Uuid>,
    /// Where it stands.
    pub etat: EtatCandidature,
    /// Filed on.
    #[schema(example = "2026-01-12")]
    pub deposee_le: NaiveDate,
    /// The référent.
    pub referent: Option<Uuid>,
    /// Assigned on.
    #[schema(example = "2026-01-15")]
    pub affectee_le: Option<NaiveDate>,
    /// Diagnosed on.
    #[schema(example = "2026-02-05")]
    pub diagnostiquee_le: Option<NaiveDate>,
    /// Decided on.
    #[schema(example = "2026-02-12")]
    pub decidee_le: Option<NaiveDate>,
    /// Entry in the PLIE, by the territory's rule.
    #[schema(example = "2026-02-12")]
    pub entree_le: Option<NaiveDate>,
    /// Why the person did not enter.
    pub motif: Option<MotifNonEntree>,
    /// Signatures of the file.
    pub signatures: Vec<Signature>,
    /// What the territory's rules say of it today: deadline of the diagnosis, missed appointments, entry.
    pub echeances: Vec<Raison>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

/// Something that may be done with a resource, or why it may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Action {
    /// Its name: the last segment of the operation's path.
    #[schema(example = "affectation")]
    pub nom: String,
    /// Whether it may be done now.
    pub possible: bool,
    /// Why it may not, in French.
    #[schema(example = "la candidature n'est pas encore affectée")]
    pub raison: Option<String>,
}

/// A candidature, as its prescripteur follows it: its stage, never the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CandidatureSuivie {
    /// Identifier.
    #[schema(value_type = Uuid)]
    pub id: Id<Candidature>,
    /// Last name of the person.
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name of the person.
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// Where it stands.
    pub etat: EtatCandidature,
    /// Filed on.
    #[schema(example = "2026-01-12")]
    pub deposee_le: NaiveDate,
    /// Decided on.
    #[schema(example = "2026-02-12")]
    pub decidee_le: Option<NaiveDate>,
}

/// The assignment of a candidature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Affectation {
    /// The référent.
    pub referent: Uuid,
    /// Assigned on.
    #[schema(example = "2026-01-15")]
    pub affectee_le: NaiveDate,
}

kernel::codes! {
    /// Themes of the diagnosis.
    pub enum Theme {
        /// Housing.
        Logement = "logement",
        /// Employment.
        Emploi = "emploi",
        /// Training.
        Formation = "formation",
        /// Administrative difficulties.
        Administratif = "administratif",
        /// Money.
        Finances = "finances",
        /// Mobility.
        Mobilite = "mobilite",
        /// Health: no medical detail.
        Sante = "sante",
        /// Family.
        Famille = "famille",
        /// French.
        Langue = "langue",
        /// Digital skills.
        Numerique = "numerique",
    }
}

kernel::codes! {
    /// What an element of the diagnosis says.
    pub enum NatureElement {
        /// An obstacle.
        Frein = "frein",
        /// An asset.
        Atout = "atout",
        /// A goal.
        Objectif = "objectif",
    }
}

/// An element of the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ElementDiagnostic {
    /// Theme.
    pub theme: Theme,
    /// What it says.
    pub nature: NatureElement,
    /// In a few words.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "permis B en cours, pas de véhicule")]
    pub texte: String,
}

/// A diagnosis to record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauDiagnostic {
    /// Established on.
    #[schema(example = "2026-02-05")]
    pub etabli_le: NaiveDate,
    /// Its elements.
    #[garde(dive, length(min = 1, max = 100))]
    pub elements: Vec<ElementDiagnostic>,
}

/// A diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DiagnosticDto {
    /// Established on.
    #[schema(example = "2026-02-05")]
    pub etabli_le: NaiveDate,
    /// By whom.
    pub auteur: Uuid,
    /// Its elements.
    pub elements: Vec<ElementDiagnostic>,
}

/// That a person does not enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NonEntree {
    /// Why.
    pub motif: MotifNonEntree,
}
