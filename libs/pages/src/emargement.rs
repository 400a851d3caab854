//! The sheet of a séance: who signed its start and its end, or the place to do so.

use chrono::NaiveDate;
use kernel::RessourceId;
use serde::{Deserialize, Serialize};

use crate::{Document, Expediteur, document::ferme::Ferme};

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEmargement {
    /// Name of the territory.
    pub territoire: String,
    /// Who sends it.
    pub expediteur: Expediteur,
    /// The appointment.
    pub reference: RessourceId,
    /// The mention that the programme obliges to print.
    pub mention: Option<String>,
    /// Its day.
    pub le: NaiveDate,
    /// Its title.
    pub titre: String,
    /// What it is, as people read it.
    pub nature: String,
    /// From when to when, by the clocks of the territory.
    pub horaire: String,
    /// Where.
    pub lieu: String,
    /// Who leads.
    pub animateur: String,
    /// The European operation that it is of: its number and its title.
    pub operation: Option<String>,
    /// What the sheet leaves out, when who prints it does not see everybody: « Extrait : 1 personne sur 12 ».
    pub extrait: Option<String>,
    /// Whether the séance is over: what nobody signed is said to be unsigned, and offers no place to sign.
    pub terminee: bool,
    /// Who is to sign: who leads, then the persons.
    pub signataires: Vec<LigneEmargement>,
    /// Lines left blank, for who comes without having been expected.
    pub lignes_libres: usize,
    /// The QR code by which a telephone or a scanner finds the séance and its proof again: its rows, each dark module true.
    pub code: Vec<Vec<bool>>,
    /// What the code says, for who reads it without one.
    pub repere: String,
}

/// One of those who sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneEmargement {
    /// Name.
    pub nom: String,
    /// « animateur » or « participant ».
    pub qualite: String,
    /// What stands in the place of both signatures: « absent », « excusé », by whom a call is signed.
    pub sans_signature: Option<String>,
    /// The signature of the start.
    pub arrivee: Option<Emarge>,
    /// The signature of the end.
    pub depart: Option<Emarge>,
}

/// A signature that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emarge {
    /// By the clocks of the territory.
    pub heure: String,
    /// How, as people read it.
    pub mode: Option<String>,
    /// Its rank in the ledger and the beginning of its fingerprint.
    pub preuve: Option<String>,
}

impl Ferme for PageEmargement {}

impl Document for PageEmargement {
    const GABARIT: &'static str = include_str!("../modeles/emargement.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.expediteur
    }
}
