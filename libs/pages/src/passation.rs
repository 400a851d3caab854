//! What whoever takes over the accompaniment of a person must know.

use chrono::NaiveDate;
use kernel::RessourceId;
use serde::{Deserialize, Serialize};

use crate::{Document, Expediteur, document::ferme::Ferme};

/// The sheets, one a person and each on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagePassation {
    /// Name of the territory.
    pub territoire: String,
    /// Who sends it.
    pub expediteur: Expediteur,
    /// The parcours, the référent whose portfolio it is, or the handover.
    pub reference: RessourceId,
    /// The mention that the programmes of the day oblige to print.
    pub mention: Option<String>,
    /// The day of which it tells.
    pub le: NaiveDate,
    /// Who followed the persons until now, of a whole portfolio.
    pub referent: Option<String>,
    /// To whom they were handed over, of sheets that were kept.
    pub remise: Option<Remise>,
    /// Whether others are left out, whose files are not open to who prints it.
    pub partielle: bool,
    /// The persons.
    pub personnes: Vec<FichePassation>,
}

/// A handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remise {
    /// Who followed the persons, as people read it.
    pub de: String,
    /// Who follows them since.
    pub vers: String,
    /// First day.
    pub des_le: NaiveDate,
    /// Last day, of who replaces somebody for a time.
    pub jusqu_au: Option<NaiveDate>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FichePassation {
    /// Name of the person.
    pub nom: String,
    /// Entry in the PLIE.
    pub entree_le: NaiveDate,
    /// In which state they are.
    pub situation: String,
    /// Since when.
    pub depuis: NaiveDate,
    /// The last contact, and the next one that is asked for.
    pub contacts: Vec<String>,
    /// The étape that runs, or since when none does.
    pub etape: Vec<String>,
    /// Lines of the plan that are open, with their day.
    pub actions: Vec<String>,
    /// What the rules ask for, the nearest first.
    pub echeances: Vec<String>,
    /// What comes beside it, with its day.
    pub dates: Vec<String>,
}

impl Ferme for PagePassation {}

impl Document for PagePassation {
    const GABARIT: &'static str = include_str!("../modeles/passation.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.expediteur
    }
}
