//! The typed form of a référentiel. A rule that a territory's documents do not give is absent: the
//! suite never invents one.

use chrono::NaiveDate;
use kernel::{CodeCommune, Montant, calendrier};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The rules of one territory from one day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Referentiel {
    /// Version within the territory, from 1.
    pub version: i32,
    /// First day on which these rules apply; the past keeps its own.
    pub effet: NaiveDate,
    /// Where the rules come from.
    pub source: String,
    /// What a candidature must bear.
    pub candidature: Candidature,
    /// Which date is the entry date.
    pub entree: Entree,
    /// Deadline of the diagnosis.
    pub diagnostic: Option<Diagnostic>,
    /// Missed appointments before the entry.
    pub absences: Option<Absences>,
    /// Rhythm and quorum of the commission.
    pub commission: Commission,
    /// Who signs the contrat d'engagement.
    pub contrat: Contrat,
    /// Norm of persons per référent.
    pub capacite: Option<Capacite>,
    /// Rhythm of contact with each person.
    pub contact: Option<Contact>,
    /// Rhythm of étapes.
    pub etapes: Etapes,
    /// Norm of hours of accompaniment.
    pub heures: Option<NormeHeures>,
    /// Review of long parcours.
    pub revue: Option<Revue>,
    /// What makes an exit positive.
    pub sortie: Sortie,
    /// Cost ceilings.
    pub budget: Option<Budget>,
    /// Company visits.
    pub entreprises: Option<Entreprises>,
    /// Who may enter the PLIE.
    pub eligibilite: Eligibilite,
    /// Categories of staff time, in the order of the time sheet.
    pub temps: Vec<CategorieTemps>,
    /// Lead times of alerts.
    pub alertes: Alertes,
    /// Pièces that an event needs, beyond those of the eligibility.
    #[serde(default)]
    pub pieces: Vec<RegleDePiece>,
    /// How long files are kept.
    #[serde(default)]
    pub conservation: Conservation,
    /// Who the European fund may support.
    #[serde(default)]
    pub eligibilite_fse: EligibiliteFse,
    /// What presence sheets prove of staff time. Left out while it is the default: pods of the former version refuse
    /// a field that they do not know.
    #[serde(default, skip_serializing_if = "Emargement::est_defaut")]
    pub emargement: Emargement,
}

/// Signatures that a candidature must bear to be filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidature {
    /// Who must have signed the file.
    pub signatures: Vec<Signataire>,
}

/// Someone whose signature a document bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signataire {
    /// The person accompanied.
    Participant,
    /// Who referred the person.
    Prescripteur,
    /// The référent de parcours.
    Referent,
    /// The management of the PLIE.
    Direction,
    /// The President of the PLIE.
    President,
}

impl Signataire {
    /// The stable name used in the API and in the database.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Prescripteur => "prescripteur",
            Self::Referent => "referent",
            Self::Direction => "direction",
            Self::President => "president",
        }
    }
}

/// Which date is the entry date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Entree {
    /// The event whose date is taken.
    pub regle: RegleEntree,
}

/// The event whose date is the entry date. The commission must be favourable in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegleEntree {
    /// The commission that validated the entry.
    Commission,
    /// The last required signature of the contrat d'engagement.
    Contrat,
    /// The first diagnostic interview kept.
    EntretienDiagnostic,
}

/// Deadline of the diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// Days from the assignment to the diagnosis.
    pub delai_jours: i64,
    /// Number of appointments on average.
    pub rendez_vous: u32,
}

/// Missed appointments before the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Absences {
    /// Missed appointments from which the prescripteur is contacted.
    pub seuil: usize,
}

/// Rhythm and quorum of the commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    /// Days between two sessions.
    pub rythme_jours: Option<u32>,
    /// Members present below which nothing is decided.
    pub quorum: usize,
}

/// Who signs the contrat d'engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contrat {
    /// Every signature that engages.
    pub signataires: Vec<Signataire>,
}

/// Norm of persons per référent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Capacite {
    /// Persons in file active (or places, see `unite`) per full-time référent.
    pub par_etp: u32,
    /// What is counted.
    pub unite: UniteCapacite,
    /// Persons accompanied over a year per full-time référent.
    pub personnes_par_an: Option<u32>,
}

/// What a référent's capacity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UniteCapacite {
    /// Persons in file active.
    FileActive,
    /// Places, on which several persons follow one another in a year.
    Places,
}

/// Rhythm of contact with each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Minutes of interview a month in accompaniment alone.
    pub entretien_minutes: i32,
    /// Whether several shorter interviews add up to the required time.
    pub cumulable: bool,
    /// Contacts a month while the accompaniment is délégué, telephone included.
    pub contacts_delegue: usize,
}

/// Rhythm of étapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Etapes {
    /// Étapes to start in each period of twelve months from the entry.
    pub par_12_mois: Option<usize>,
    /// Months without étape after which the rule is broken.
    pub ecart_max_mois: Option<u32>,
    /// Bilans tripartites by length of étape.
    pub bilans: Option<Bilans>,
}

/// Bilans tripartites required: `nombre` for each `mois` of étape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bilans {
    /// How many.
    pub nombre: u32,
    /// For an étape of so many months.
    pub mois: u32,
}

/// Norm of hours of accompaniment per person in parcours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NormeHeures {
    /// Least hours.
    pub min: u16,
    /// Most hours.
    pub max: u16,
}

/// Review of long parcours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Revue {
    /// Months of parcours from which the review is due.
    pub mois: u32,
}

/// What makes an exit positive. A quota absent here is not asked by the territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sortie {
    /// Months of follow-up after the start of a job or the creation of a business.
    pub suivi_mois: u32,
    /// Percentage of full time that a CDI must *exceed*.
    pub cdi_quotite_exclue: Option<Decimal>,
    /// Percentage of full time that a CDD must *reach*.
    pub cdd_quotite_min: Option<Decimal>,
    /// Months that a CDD must last.
    pub cdd_mois_min: Option<u32>,
    /// Months that a qualifying training must last.
    pub formation_mois_min: Option<u32>,
    /// Whether the title must have been obtained.
    pub formation_titre: bool,
    /// Months after the end of a training for which its title is still awaited; twelve by default, which no
    /// document of a PLIE says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titre_attente_mois: Option<u32>,
    /// Whether a job in an ACI or a mise à disposition by an AI can ever count.
    pub insertion_exclue: bool,
    /// Months and percentage of full time of an aided contract, which also takes a decision of the
    /// animation team; absent where aided contracts follow the rule of a CDD.
    pub contrat_aide: Option<ContratAide>,
}

impl Sortie {
    /// The last day on which the title of a training that ended on `fin` is awaited.
    #[must_use]
    pub fn titre_attendu_jusqu_au(&self, fin: NaiveDate) -> NaiveDate {
        calendrier::plus_mois(fin, self.titre_attente_mois.unwrap_or(12))
    }
}

/// Conditions of an aided contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContratAide {
    /// Least months.
    pub mois_min: u32,
    /// Least percentage of full time.
    pub quotite_min: Decimal,
}

/// Cost ceilings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Loaded annual salary at most per full-time équivalent, in euros.
    pub plafond_par_etp: Montant,
}

/// Company visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Entreprises {
    /// Companies that a pair of référents visits in a year.
    pub visites_par_binome: u32,
}

/// Who may enter the PLIE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Eligibilite {
    /// Member communes; empty while the territory has not entered them, and the criterion is then
    /// not judged.
    pub communes: Vec<CodeCommune>,
    /// Categories of public: one is enough.
    pub categories: Vec<CategoriePublic>,
    /// How many days old the proof of residence may be on the reference date.
    pub residence_validite_jours: i64,
}

/// One category of public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoriePublic {
    /// The situation that opens it.
    #[schema(example = "rsa")]
    pub situation: String,
    /// The type of pièce that proves it.
    #[schema(example = "attestation_rsa")]
    pub piece: String,
    /// How many days old that pièce may be on the reference date; absent when it does not age.
    pub validite_jours: Option<i64>,
    /// A situation that opens the category by lasting: registered for more than twelve months, say.
    #[serde(default)]
    pub duree: Option<DureeDeSituation>,
    /// Completed years at most on the reference date.
    #[serde(default)]
    pub age_max: Option<i32>,
    /// Completed years at least on the reference date.
    #[serde(default)]
    pub age_min: Option<i32>,
}

/// A situation that must have lasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DureeDeSituation {
    /// The situation.
    #[schema(example = "inscrit_france_travail")]
    pub situation: String,
    /// It must have held for more than so many months.
    #[schema(example = 12)]
    pub mois: u32,
}

/// A type of pièce that must be valid on the day of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegleDePiece {
    /// The type of pièce.
    #[schema(example = "contrat_de_travail")]
    pub piece: String,
    /// The event whose day matters.
    pub evenement: Evenement,
    /// For an exit, what it proves; empty when the type says it, or when it may prove any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sorties: Vec<FamilleSortie>,
    /// How many days old it may be on that day; absent when it does not age, or for an exit, when half a year
    /// is enough.
    #[serde(default)]
    pub validite_jours: Option<i64>,
    /// How many days after the event the document may still be dated; 0 by default.
    #[serde(default)]
    pub retard_jours: i64,
}

kernel::codes! {
    /// What an exit leads to, by what proves it.
    pub enum FamilleSortie {
        /// A job.
        Emploi = "emploi",
        /// A business.
        Creation = "creation",
        /// A qualifying training.
        Formation = "formation",
    }
}

kernel::codes! {
    /// The event whose day a pièce is judged against.
    pub enum Evenement {
        /// The entry in the PLIE.
        Entree = "entree",
        /// The start of an étape.
        Etape = "etape",
        /// The exit.
        Sortie = "sortie",
    }
}

/// How long a file is kept (default of the CNIL referential on social accompaniment: to be confirmed by
/// the territory's data protection officer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Conservation {
    /// Months after the last contact at which a file leaves the active base.
    pub base_active_mois: u32,
    /// Months after the last contact at which a file that no funder holds is anonymised.
    pub archive_mois: u32,
    /// Days before acting at which it is announced.
    pub preavis_jours: i64,
    /// Full years, after the one in which an operation ends, for which its funder obliges to keep the files
    /// of its participants. Five years run from the last payment (Reg. 2021/1060 art. 82), whose day is not
    /// known at the entry: two more leave it time. Unverified for an operation of before: its convention says.
    pub financeur_annees: i32,
}

impl Default for Conservation {
    fn default() -> Self {
        Self { base_active_mois: 24, archive_mois: 60, preavis_jours: 30, financeur_annees: 7 }
    }
}

/// Who the European fund may support in the operations of the territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EligibiliteFse {
    /// Whether a person in employment on the day before the entry may be supported.
    #[serde(default)]
    pub en_emploi: bool,
    /// Days before the entry from which its questionnaire may be answered.
    #[serde(default = "recueil_jours_avant")]
    pub recueil_jours_avant: u16,
}

/// Three months: no text says how long an answer stays that of the day before the entry.
const fn recueil_jours_avant() -> u16 {
    90
}

impl Default for EligibiliteFse {
    fn default() -> Self {
        Self { en_emploi: false, recueil_jours_avant: recueil_jours_avant() }
    }
}

/// What presence sheets prove of staff time. Unverified: no document of a funder that was read says it, so a territory
/// may set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Emargement {
    /// What the missing signature of one person puts in doubt.
    pub manque: EnDoute,
}

impl Default for Emargement {
    fn default() -> Self {
        Self { manque: EnDoute::Part }
    }
}

impl Emargement {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    fn est_defaut(&self) -> bool {
        *self == Self::default()
    }
}

kernel::codes! {
    /// What the missing signature of one person puts in doubt.
    pub enum EnDoute {
        /// The part of that person: a sixth of a workshop of six.
        Part = "part",
        /// The whole séance.
        Seance = "seance",
    }
}

/// One category of staff time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategorieTemps {
    /// Stable code.
    #[schema(example = "entretien")]
    pub code: String,
    /// What people read.
    #[schema(example = "Entretiens individuels")]
    pub libelle: String,
}

/// Lead times of alerts, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Alertes {
    /// Diagnosis to finish.
    pub diagnostic: i64,
    /// Étape to start.
    pub etape: i64,
    /// Long parcours to review.
    pub revue: i64,
}

impl Referentiel {
    /// Reads a référentiel from its TOML form. An unknown field is refused: a misspelt rule must not
    /// be silently absent.
    pub fn lire(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Of several versions, the one in force on `jour`.
    #[must_use]
    pub fn en_vigueur(versions: &[Self], jour: NaiveDate) -> Option<&Self> {
        versions.iter().filter(|version| version.effet <= jour).max_by_key(|version| (version.effet, version.version))
    }
}
