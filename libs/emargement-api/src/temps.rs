//! Staff time: activities, leave, monthly sheets.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, ActiviteId, CongeId, Duree, FeuilleId, OperationId, RessourceId, UtilisateurId};
use referentiel::Raison;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// Where a sheet stands.
    pub enum EtatFeuille {
        /// Composed from the agenda, not signed.
        Composee = "composee",
        /// Signed by the employee.
        SigneeAgent = "signee_agent",
        /// Signed by the superior too: certified and frozen.
        Certifiee = "certifiee",
    }
}

/// Time spent outside appointments: from `debut` to `fin`, or, when nobody knows the hours any more, so many `minutes` of a
/// `jour`, which the sheet of the month then asks to explain.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleActivite {
    /// From when; with `fin`.
    pub debut: Option<DateTime<Utc>>,
    /// Until when, on the same day.
    pub fin: Option<DateTime<Utc>>,
    /// On what day, without hours; with `minutes`.
    #[schema(example = "2026-03-12")]
    pub jour: Option<NaiveDate>,
    /// Minutes, up to 12 hours, without hours.
    #[schema(example = 90)]
    pub minutes: Option<Duree>,
    /// Category of time of the référentiel.
    #[schema(example = "administratif")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub categorie: String,
    /// The European operation.
    pub operation: Option<OperationId>,
    /// What was done; no person is named.
    #[garde(length(chars, min = 2, max = 200), custom(problem::ligne))]
    #[schema(example = "préparation de la commission")]
    pub libelle: String,
}

/// An activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActiviteDto {
    /// Identifier.
    pub id: ActiviteId,
    /// Whose.
    pub agent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub agent_nom: Option<String>,
    /// On what day.
    #[schema(example = "2026-03-12")]
    pub jour: NaiveDate,
    /// From when; absent when only its minutes are known.
    #[serde(default)]
    pub debut: Option<DateTime<Utc>>,
    /// Until when.
    #[serde(default)]
    pub fin: Option<DateTime<Utc>>,
    /// Minutes.
    pub minutes: Duree,
    /// Category of time.
    #[schema(example = "administratif")]
    pub categorie: String,
    /// The European operation.
    pub operation: Option<OperationId>,
    /// Its number and its title.
    #[serde(default)]
    #[schema(example = "202600123 – Accompagnement des participants du PLIE")]
    pub operation_nom: Option<String>,
    /// What was done.
    #[schema(example = "préparation de la commission")]
    pub libelle: String,
    /// Why it counts no more, once it was withdrawn.
    #[serde(default)]
    pub retrait: Option<TempsRetire>,
}

/// Why something recorded by mistake is withdrawn.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RetraitTemps {
    /// Kept with what is withdrawn; no person is named.
    #[garde(length(chars, min = 4, max = 200), custom(problem::ligne))]
    #[schema(example = "saisie deux fois")]
    pub motif: String,
}

/// That something was withdrawn: it is kept and counts no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TempsRetire {
    /// When.
    pub le: DateTime<Utc>,
    /// By whom.
    pub par: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// Why.
    #[schema(example = "saisie deux fois")]
    pub motif: String,
}

impl Nomme for TempsRetire {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// Days of leave of the employee.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauConge {
    /// First day.
    #[schema(example = "2026-03-16")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-03-20")]
    pub au: NaiveDate,
}

/// Days of leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CongeDto {
    /// Identifier.
    pub id: CongeId,
    /// Whose.
    pub agent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub agent_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-03-16")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-03-20")]
    pub au: NaiveDate,
    /// Why it counts no more, once it was withdrawn.
    #[serde(default)]
    pub retrait: Option<TempsRetire>,
}

/// The month of a sheet to compose.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleFeuille {
    /// Any day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
}

/// A monthly time sheet: what the agenda and the activities say, never typed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeuilleDto {
    /// Identifier.
    pub id: FeuilleId,
    /// Whose.
    pub agent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub agent_nom: Option<String>,
    /// First day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
    /// Version: one more at each reopening.
    #[schema(example = 1)]
    pub version: i32,
    /// Where it stands.
    pub etat: EtatFeuille,
    /// When the employee signed.
    pub agent_le: Option<DateTime<Utc>>,
    /// The superior who is to certify it, with the management; the management alone when nobody is named.
    pub superieur_designe: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Marc Dubois")]
    pub superieur_designe_nom: Option<String>,
    /// Who certified.
    pub superieur: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Marc Dubois")]
    pub superieur_nom: Option<String>,
    /// When.
    pub superieur_le: Option<DateTime<Utc>>,
    /// Each day's time.
    pub lignes: Vec<LigneFeuille>,
    /// What contradicts it. One that is not explained forbids the signature.
    pub anomalies: Vec<Anomalie>,
    /// Minutes in all.
    pub total: Duree,
    /// Companies that the employee visited since 1 January, for as many as the territory asks of a pair; absent where
    /// it asks none.
    #[serde(default)]
    pub visites: Option<Raison>,
    /// What who reads it may do with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for FeuilleDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.agent, &mut self.agent_nom);
        noms.place(self.superieur_designe, &mut self.superieur_designe_nom);
        noms.place(self.superieur, &mut self.superieur_nom);
        self.lignes.nommer(noms);
    }
}

impl Nomme for LigneFeuille {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.operation, &mut self.operation_nom);
    }
}

impl Nomme for ActiviteDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.agent, &mut self.agent_nom);
        noms.place(self.operation, &mut self.operation_nom);
        self.retrait.nommer(noms);
    }
}

impl Nomme for CongeDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.agent, &mut self.agent_nom);
        self.retrait.nommer(noms);
    }
}

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneFeuille {
    /// On what day.
    #[schema(example = "2026-03-12")]
    pub jour: NaiveDate,
    /// The appointment or the activity that it comes from.
    pub source: RessourceId,
    /// `rendez_vous` or `activite`.
    #[schema(example = "rendez_vous")]
    pub origine: String,
    /// Category of time.
    #[schema(example = "entretien")]
    pub categorie: String,
    /// The European operation.
    pub operation: Option<OperationId>,
    /// Its number and its title. What is kept and sealed of a signed line has none: it stands beside what is shown alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "202600123 – Accompagnement des participants du PLIE")]
    pub operation_nom: Option<String>,
    /// Minutes.
    pub minutes: Duree,
    /// From when, on that day; absent of an activity that was recorded as so many minutes of a day, and of what was signed
    /// before hours were kept here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debut: Option<DateTime<Utc>>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fin: Option<DateTime<Utc>>,
    /// Of these minutes, those that are proved: by the signatures of who leads and of somebody present; of an activity, all
    /// or none, by its hours.
    pub justifiees: Duree,
    /// Whether its own sheet of presence bears every signature; of an activity, whether its hours are said.
    pub justifiee: bool,
    /// Why minutes are not proved, in French; nobody is named.
    #[serde(default)]
    #[schema(example = json!(["110 min comptées au-delà du temps signé"]))]
    pub manque: Vec<String>,
}

impl LigneFeuille {
    /// Where time outside appointments comes from.
    pub const ACTIVITE: &str = "activite";
    /// What is missing of an activity that was recorded as so many minutes of a day.
    pub const SANS_HORAIRE: &str = "aucun horaire n'est dit";

    /// Whether it is of an activity of which nobody said the hours.
    #[must_use]
    pub fn sans_horaire(&self) -> bool {
        self.origine == Self::ACTIVITE && self.manque.iter().any(|one| one == Self::SANS_HORAIRE)
    }
}

kernel::codes! {
    /// What may contradict a sheet.
    pub enum NatureAnomalie {
        /// Time on a day of leave.
        JourDeConge = "jour_de_conge",
        /// An appointment of the month that is not settled.
        NonTermine = "non_termine",
        /// More than 12 hours in a day.
        JourneeTropLongue = "journee_trop_longue",
        /// Time on 1 May, or on another public holiday.
        JourFerie = "jour_ferie",
        /// More than 48 hours in a week, from Monday to Sunday (Code du travail, article L3121-20).
        SemaineTropLongue = "semaine_trop_longue",
        /// An activity of which nobody said the hours.
        SansHoraire = "sans_horaire",
    }
}

/// A contradiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Anomalie {
    /// What it is.
    pub nature: NatureAnomalie,
    /// On what day.
    #[schema(example = "2026-03-16")]
    pub jour: NaiveDate,
    /// In French.
    #[schema(example = "du temps est compté un jour de congé")]
    pub detail: String,
    /// Why it is right all the same, once somebody said so.
    pub explication: Option<String>,
}

/// The explanation of a contradiction.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Explication {
    /// What is explained.
    pub nature: NatureAnomalie,
    /// On what day.
    #[schema(example = "2026-03-16")]
    pub jour: NaiveDate,
    /// Why it is right all the same.
    #[garde(length(chars, min = 4, max = 500))]
    #[schema(example = "congé annulé le matin même")]
    pub motif: String,
}

/// A former version of a sheet, as it was signed before it was reopened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionFeuille {
    /// Which.
    #[schema(example = 1)]
    pub version: i32,
    /// When the employee had signed it.
    pub agent_le: Option<DateTime<Utc>>,
    /// Who had certified it.
    pub superieur: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Marc Dubois")]
    pub superieur_nom: Option<String>,
    /// When.
    pub superieur_le: Option<DateTime<Utc>>,
    /// When it was reopened.
    pub rouverte_le: DateTime<Utc>,
    /// By whom.
    pub rouverte_par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Marc Dubois")]
    pub rouverte_par_nom: Option<String>,
    /// Why.
    #[schema(example = "un atelier oublié le 12 mars")]
    pub motif: String,
    /// Minutes in all.
    pub total: Duree,
    /// The time that was signed, day by day.
    pub lignes: Vec<LigneFeuille>,
}

impl Nomme for VersionFeuille {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.superieur, &mut self.superieur_nom);
        noms.place(self.rouverte_par, &mut self.rouverte_par_nom);
        self.lignes.nommer(noms);
    }
}

/// Why a certified sheet is reopened.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Reouverture {
    /// Kept with the former version.
    #[garde(length(chars, min = 4, max = 500))]
    #[schema(example = "un atelier oublié le 12 mars")]
    pub motif: String,
}
