//! The contrat d'engagement.

use chrono::NaiveDate;
use kernel::{ContratId, ModeSignature};
use participants_api::Sexe;
use referentiel::Signataire;
use serde::{Deserialize, Serialize, Serializer};

use crate::{Document, Expediteur, Mot, document::ferme::Ferme};

/// What the parties sign, apart from their signatures: written once, when the first of them signs, so that the page
/// never says more than what was signed. It is kept with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContratEcrit {
    /// What it is: a contract, or the renewal of one.
    pub titre: String,
    /// Name of the territory.
    pub territoire: String,
    /// Who sends it; not told by what was written before it was.
    #[serde(default)]
    pub expediteur: Expediteur,
    /// The mention that the programme of its operation obliges to print.
    pub mention: Option<String>,
    /// The contract.
    pub reference: ContratId,
    /// Last name of the person.
    pub nom: String,
    /// First name of the person.
    pub prenom: String,
    /// Born on.
    pub date_naissance: NaiveDate,
    /// Of the person; not told by what was written before it was.
    #[serde(default)]
    pub sexe: Option<Sexe>,
    /// Where the person lives, on one line.
    pub adresse: Option<String>,
    /// The day on which the commission decided; not known of who entered before the suite.
    pub commission_le: Option<NaiveDate>,
    /// Last day, when the contract has a term.
    pub fin: Option<NaiveDate>,
    /// The text, by paragraphs.
    pub texte: Vec<String>,
    /// The goals of the diagnosis.
    pub objectifs: Vec<String>,
    /// Day of the diagnosis that is attached.
    pub diagnostic_du: Option<NaiveDate>,
    /// Version of the text.
    pub version_texte: String,
    /// The first half of the text's fingerprint.
    pub empreinte: String,
}

/// The page: what was written, and what came since.
#[derive(Debug, Clone, Serialize)]
pub struct PageContrat {
    /// What the parties sign.
    #[serde(flatten)]
    pub ecrit: ContratEcrit,
    /// One for each party, given or expected.
    pub signatures: Vec<PlaceSignature>,
    /// Where the first that says so was given.
    pub lieu: Option<String>,
    /// First day.
    pub debut: Option<NaiveDate>,
    /// The day of the entry.
    pub entree_le: Option<NaiveDate>,
}

/// The strokes of a drawn signature, each a list of points in thousandths of the frame.
pub type Traits = Vec<Vec<(u16, u16)>>;

/// A signature that was given, or the place for it.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceSignature {
    /// As what one signs.
    pub qualite: Mot<Signataire>,
    /// Who.
    pub nom: Option<String>,
    /// On what day, once given.
    pub signe_le: Option<NaiveDate>,
    /// Where.
    pub lieu: Option<String>,
    /// How, once given.
    pub mode: Option<Mot<ModeSignature>>,
    /// What was drawn.
    #[serde(serialize_with = "alleger")]
    pub traits: Traits,
}

/// Points of one signature that a page draws, in its frame of five centimetres: more are not seen.
const POINTS: usize = 4_000;

/// The strokes with no more points than are seen, each from its first to its last.
fn alleger<S: Serializer>(traits: &Traits, serializer: S) -> Result<S::Ok, S::Error> {
    let pas = traits.iter().map(Vec::len).sum::<usize>().div_ceil(POINTS).max(1);
    serializer.collect_seq(traits.iter().filter(|points| points.len() > 1).map(|points| {
        let last = points.iter().skip(1).last();
        points.iter().take(points.len() - 1).step_by(pas).chain(last).collect::<Vec<_>>()
    }))
}

impl Ferme for PageContrat {}

impl Document for PageContrat {
    const GABARIT: &'static str = include_str!("../modeles/contrat.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.ecrit.expediteur
    }
}
