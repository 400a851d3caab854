//! The presences of a month of a structure, as they were frozen.

use chrono::NaiveDate;
use kernel::RessourceId;
use serde::{Deserialize, Serialize};

use crate::{Document, Expediteur, document::ferme::Ferme};

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagePresence {
    /// Name of the territory.
    pub territoire: String,
    /// Who sends it.
    pub expediteur: Expediteur,
    /// The frozen month.
    pub reference: RessourceId,
    /// The mention that the programmes of the day oblige to print.
    pub mention: Option<String>,
    /// The structure.
    pub structure: String,
    /// The month, as people write it: `03/2026`.
    pub mois: String,
    /// The day on which it was frozen.
    pub fige_le: NaiveDate,
    /// The figures of the month.
    pub totaux: Vec<TotalPresence>,
    /// Who was followed in the month.
    pub personnes: Vec<LignePresence>,
}

/// A figure of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalPresence {
    /// What is counted.
    pub nom: String,
    /// How much, with its unit.
    pub valeur: String,
}

/// A person in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LignePresence {
    /// Name of the person.
    pub nom: String,
    /// Who followed them.
    pub referent: Option<String>,
    /// Entry in the PLIE, in figures.
    pub entree_le: String,
    /// First day out of it, in figures.
    pub sorti_le: Option<String>,
    /// Whether they occupied a place on the last day.
    pub compte: bool,
    /// Their days in each state.
    pub jours: String,
    /// The étape that ran.
    pub etape: Option<String>,
    /// Contacts of the month.
    pub contacts: u32,
    /// How long they lasted.
    pub duree: String,
}

impl Ferme for PagePresence {}

impl Document for PagePresence {
    const GABARIT: &'static str = include_str!("../modeles/presence.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.expediteur
    }
}
