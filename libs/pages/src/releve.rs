//! The relevé de décisions of a commission, whole or for one partner.

use chrono::NaiveDate;
use kernel::RessourceId;
use serde::{Deserialize, Serialize};

use crate::{Document, Expediteur, document::ferme::Ferme};

/// The page. It is kept with its words: the same relevé says the same each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageReleve {
    /// What it is: the relevé, or an extract of it.
    pub titre: String,
    /// Name of the territory.
    pub territoire: String,
    /// Who sends it; not told by what was made before it was.
    #[serde(default)]
    pub expediteur: Expediteur,
    /// The document itself; the commission, of what was made before each document had its own.
    pub reference: RessourceId,
    /// The mention that the programmes of the day oblige to print.
    #[serde(default)]
    pub mention: Option<String>,
    /// The day of the session.
    pub tenue_le: NaiveDate,
    /// The instance that sat, as people call it; not told by what was made before it was.
    #[serde(default)]
    pub instance: Option<String>,
    /// The partner for whom it is an extract.
    pub partenaire: Option<String>,
    /// The members who were there; none on an extract.
    pub presents: Vec<String>,
    /// The members who signed no undertaking of secrecy; none on an extract.
    #[serde(default)]
    pub sans_engagement: Vec<String>,
    /// How many had to be.
    pub quorum: usize,
    /// What was decided, in the order of the agenda.
    pub dossiers: Vec<LignePoint>,
    /// The plan of action of the instance; none on an extract.
    #[serde(default)]
    pub plan: Vec<LignePlan>,
}

/// What was decided of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LignePoint {
    /// Last name of the person.
    pub nom: String,
    /// First name of the person.
    pub prenom: String,
    /// The decision, if one was taken.
    pub decision: Option<String>,
    /// The reason and the conditions.
    pub motif: Option<String>,
    /// The day of the entry.
    pub entree_le: Option<NaiveDate>,
}

/// An action of the instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LignePlan {
    /// What is to be done.
    pub quoi: String,
    /// Whom it concerns.
    pub personne: Option<String>,
    /// Who does it.
    pub qui: String,
    /// Until when.
    pub echeance: NaiveDate,
    /// Where it stands.
    pub etat: String,
    /// What came of it.
    pub resultat: Option<String>,
}

impl Ferme for PageReleve {}

impl Document for PageReleve {
    const GABARIT: &'static str = include_str!("../modeles/releve.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.expediteur
    }
}
