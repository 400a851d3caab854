//! The letter that tells a prescripteur what was decided.

use chrono::NaiveDate;
use kernel::RessourceId;
use serde::{Deserialize, Serialize};

use crate::{Document, Expediteur, document::ferme::Ferme};

/// The page. It is kept with its words: the letter that is printed again is the one that left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageCourrier {
    /// Name of the territory.
    pub territoire: String,
    /// Who sends it; not told by what was made before it was.
    #[serde(default)]
    pub expediteur: Expediteur,
    /// The document itself; the candidature, of what was made before each document had its own.
    pub reference: RessourceId,
    /// The mention that the programmes of the day oblige to print.
    #[serde(default)]
    pub mention: Option<String>,
    /// The day of the letter.
    pub le: NaiveDate,
    /// To whom it is written.
    pub destinataire: String,
    /// Where they are, as the lines of an envelope.
    #[serde(default)]
    pub adresse: Vec<String>,
    /// Last name of the person.
    pub nom: String,
    /// First name of the person.
    pub prenom: String,
    /// Filed on.
    pub deposee_le: NaiveDate,
    /// The instance that decided of a demande, as people call it; none of an entry.
    #[serde(default)]
    pub instance: Option<String>,
    /// The day of the session.
    pub tenue_le: NaiveDate,
    /// The decision, if one was taken.
    pub decision: Option<String>,
    /// Of what the instance took note, when it decided nothing: « son entrée par une action collective ».
    #[serde(default)]
    pub acte: Option<String>,
    /// The reason and the conditions.
    pub motif: Option<String>,
    /// The day of the entry.
    pub entree_le: Option<NaiveDate>,
    /// What comes next.
    pub suite: String,
}

impl Ferme for PageCourrier {}

impl Document for PageCourrier {
    const GABARIT: &'static str = include_str!("../modeles/courrier.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.expediteur
    }
}
