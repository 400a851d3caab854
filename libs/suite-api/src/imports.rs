//! Taking a table over, in stages, whatever its lines become: where an import stands, what became of its lines.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, Code, CorrespondanceId, Id, ImportId, codes};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use crate::{Action, Curseur, Nomme, Noms, Textes, Travail};

/// What a column of a table can tell.
pub trait ChampImporte: Code + 'static {
    /// Where the problems of the field point at, in what a line becomes.
    fn pointeur(self) -> &'static str;

    /// What is expected in the column, in French, for whoever prepares the table.
    fn attendu(self) -> &'static str;
}

/// How a column of a table reads.
pub trait ColonneImportee: Send + Sync + 'static {
    /// What it can tell.
    type Champ: ChampImporte;

    /// Its title in the table; accents, case, spaces and punctuation aside.
    fn titre(&self) -> &str;

    /// What it tells.
    fn champ(&self) -> Self::Champ;

    /// Which one, when the field is one of several.
    fn precision(&self) -> Option<&str>;

    /// The title of the column that dates it.
    fn depuis(&self) -> Option<&str>;

    /// What a value of the table means here.
    fn valeurs(&self) -> &BTreeMap<String, String>;
}

/// Why somebody must say what becomes of a line.
pub trait Doute<K>: Serialize + DeserializeOwned + Send + Sync {
    /// What is already kept and may be what the line tells of.
    fn objet(&self) -> Option<Id<K>>;

    /// Whether that was changed in the suite since the former import.
    fn modifie_depuis(&self) -> bool;

    /// What a former import brought was changed in the suite since.
    fn change(objet: Id<K>) -> Self;

    /// A line of the same import, that the member `ligne` will name, has the same identity.
    fn meme_identite() -> Self;
}

/// An import to open.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelImport {
    /// The name of the file, as the person knows it.
    #[garde(length(chars, min = 1, max = 120), custom(problem::ligne))]
    #[schema(example = "participants-2026.xlsx")]
    pub fichier: String,
    /// How it reads.
    pub correspondance: CorrespondanceId,
    /// The day on which the table was taken out of the former program: what it tells without a date holds
    /// from that day.
    #[schema(example = "2026-01-05")]
    pub arrete_le: NaiveDate,
}

codes! {
    /// Where an import stands.
    pub enum EtatImport {
        /// The file is to be sent.
        Attendu = "attendu",
        /// Its lines are being read.
        Lecture = "lecture",
        /// Its lines can be looked at, corrected and integrated.
        Apercu = "apercu",
        /// Its lines are being integrated.
        Integration = "integration",
        /// What was not integrated was forgotten.
        Abandonne = "abandonne",
    }
}

codes! {
    /// Where a line stands.
    pub enum EtatLigne {
        /// It has problems.
        Rejetee = "rejetee",
        /// Somebody must say what becomes of it.
        ADecider = "a_decider",
        /// It can be integrated.
        Prete = "prete",
        /// It tells what a former import told.
        Inchangee = "inchangee",
        /// It is in a file.
        Integree = "integree",
        /// Somebody left it out.
        Ecartee = "ecartee",
    }
}

codes! {
    /// What integrating a line does.
    pub enum ActionLigne {
        /// Opens a file.
        Creer = "creer",
        /// Adds to a file the addresses and situations that it does not know; its identity stays.
        Completer = "completer",
        /// Also replaces the identity.
        Remplacer = "remplacer",
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct ProblemeLigne {
    /// The column, by its title; absent when no column of the mapping tells the field.
    #[schema(example = "Date naiss.")]
    pub colonne: Option<String>,
    /// Stable name of the mistake.
    #[schema(example = "invalide")]
    pub code: String,
    /// What is wrong and what was expected, in French.
    pub detail: String,
}

/// How many lines stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the states of a line")]
pub struct ComptesImport {
    #[schema(example = 120)]
    pub rejetee: i64,
    #[schema(example = 14)]
    pub a_decider: i64,
    #[schema(example = 49866)]
    pub prete: i64,
    #[schema(example = 0)]
    pub inchangee: i64,
    #[schema(example = 0)]
    pub integree: i64,
    #[schema(example = 0)]
    pub ecartee: i64,
}

/// How often a problem stands in an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProblemeFrequent {
    /// The problem.
    #[serde(flatten)]
    pub probleme: ProblemeLigne,
    /// On how many lines.
    #[schema(example = 118)]
    pub lignes: i64,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportDto {
    /// Identifier.
    pub id: ImportId,
    /// Where it stands.
    pub etat: EtatImport,
    /// The name of the file.
    #[schema(example = "participants-2026.xlsx")]
    pub fichier: String,
    /// SHA-256 of the file. The file itself is destroyed once it is read.
    pub sha256: Option<String>,
    /// The mapping by which it was read.
    pub correspondance: CorrespondanceId,
    /// The day of the extraction.
    #[schema(example = "2026-01-05")]
    pub arrete_le: NaiveDate,
    /// How many lines stand where.
    pub comptes: ComptesImport,
    /// The most frequent problems: most are one mistake of the mapping.
    pub problemes: Vec<ProblemeFrequent>,
    /// The last work on it: its progress, and why it stopped.
    pub travail: Option<Travail>,
    /// Lines that are not integrated are forgotten on that day.
    #[schema(example = "2026-04-05")]
    pub oublie_le: NaiveDate,
    /// When it was opened.
    pub cree_le: DateTime<Utc>,
    /// By whom.
    pub cree_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub cree_par_nom: Option<String>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for ImportDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.cree_par, &mut self.cree_par_nom);
        self.travail.nommer(noms);
    }
}

/// An import in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportResume {
    /// Identifier.
    pub id: ImportId,
    /// Where it stands.
    pub etat: EtatImport,
    /// The name of the file.
    #[schema(example = "participants-2026.xlsx")]
    pub fichier: String,
    /// The day of the extraction.
    #[schema(example = "2026-01-05")]
    pub arrete_le: NaiveDate,
    /// When it was opened.
    pub cree_le: DateTime<Utc>,
}

/// Which lines to read.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreLignes {
    /// Only those that stand there.
    pub etat: Option<EtatLigne>,
    /// Lines at most, from 1 to 200.
    #[serde(default = "crate::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// A corrected line.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionLigne {
    /// Its number.
    #[schema(example = 12)]
    pub rang: i32,
    /// The cells to replace, by the title of their column.
    #[garde(length(min = 1, max = 120))]
    #[schema(value_type = Textes<120, 4_000>, inline)]
    pub cellules: BTreeMap<String, String>,
}

/// Reading again the lines that were rejected.
#[operation::bounded]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct Reprise {
    /// By another mapping; by the same one, as it is now, otherwise.
    pub correspondance: Option<CorrespondanceId>,
}

/// Integrating lines.
#[operation::bounded]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct Integration {
    /// Only these lines, to try on a few; every line that is ready otherwise.
    #[garde(inner(length(min = 1, max = 1000)))]
    #[schema(example = json!([2, 3, 4]))]
    pub rangs: Option<Vec<i32>>,
}
