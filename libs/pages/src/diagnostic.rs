//! The grid of the diagnosis.

use chrono::NaiveDate;
use kernel::CandidatureId;
use participants_api::{
    ActionPrevue, Adhesion, CapaciteAdhesion, ElementDiagnostic, Evolution, EvolutionTheme, Experience, NatureElement,
    NatureExperience, NiveauFrein, OrientationPreconisee, Origine, Preconisation, Projet, Sexe, Theme,
};
use serde::Serialize;

use crate::{Document, Expediteur, Mot, document::ferme::Ferme};

/// The page: the last diagnosis, and how each theme moved until it.
#[derive(Debug, Clone, Serialize)]
pub struct PageDiagnostic {
    /// Name of the territory.
    pub territoire: String,
    /// Who sends it.
    pub expediteur: Expediteur,
    /// The candidature.
    pub reference: CandidatureId,
    /// Last name of the person.
    pub nom: String,
    /// First name of the person.
    pub prenom: String,
    /// Born on.
    pub date_naissance: NaiveDate,
    /// Of the person.
    pub sexe: Sexe,
    /// The mention that the programmes of the day oblige to print.
    pub mention: Option<String>,
    /// Established on.
    pub etabli_le: NaiveDate,
    /// The project.
    pub projet: Option<Projet>,
    /// Name of the occupation that the project aims at.
    pub metier: Option<&'static str>,
    /// The previous path.
    pub experiences: Vec<LigneExperience>,
    /// The capacity to adhere.
    pub adhesion: Option<LigneAdhesion>,
    /// What is recommended.
    pub preconisation: Option<LignePreconisation>,
    /// Name of the method used.
    pub methode: Option<String>,
    /// How each theme moved.
    pub themes: Vec<LigneTheme>,
    /// What was seen.
    pub elements: Vec<LigneElement>,
    /// The action plan.
    pub actions: Vec<LigneAction>,
}

/// Something of the previous path.
#[derive(Debug, Clone, Serialize)]
pub struct LigneExperience {
    /// What it was.
    pub nature: Mot<NatureExperience>,
    /// In a few words.
    pub intitule: String,
    /// First day.
    pub du: Option<NaiveDate>,
    /// Last day.
    pub au: Option<NaiveDate>,
}

/// The capacity to adhere.
#[derive(Debug, Clone, Serialize)]
pub struct LigneAdhesion {
    /// Whether the person can.
    pub capacite: Mot<CapaciteAdhesion>,
    /// What was seen.
    pub constat: Option<String>,
}

/// What is recommended.
#[derive(Debug, Clone, Serialize)]
pub struct LignePreconisation {
    /// Towards what.
    pub orientation: Mot<OrientationPreconisee>,
    /// Which other measure.
    pub mesure: Option<String>,
    /// Why.
    pub motifs: String,
}

/// How a theme moved.
#[derive(Debug, Clone, Serialize)]
pub struct LigneTheme {
    /// Theme.
    pub theme: Mot<Theme>,
    /// Its weight in the first diagnosis.
    pub entree: Mot<NiveauFrein>,
    /// Its weight in the last one.
    pub actuel: Mot<NiveauFrein>,
    /// From the one to the other.
    pub evolution: Mot<Evolution>,
}

/// An element of the diagnosis.
#[derive(Debug, Clone, Serialize)]
pub struct LigneElement {
    /// What it says.
    pub nature: Mot<NatureElement>,
    /// Theme.
    pub theme: Mot<Theme>,
    /// In a few words.
    pub texte: String,
    /// Seen on.
    pub date: NaiveDate,
    /// Who said it.
    pub origine: Mot<Origine>,
}

/// A line of the action plan.
#[derive(Debug, Clone, Serialize)]
pub struct LigneAction {
    /// What is to be done.
    pub action: String,
    /// By whom.
    pub par: Mot<Origine>,
    /// Until when.
    pub echeance: Option<NaiveDate>,
    /// Whether it was done.
    pub faite: bool,
}

impl From<Experience> for LigneExperience {
    fn from(one: Experience) -> Self {
        let Experience { nature, intitule, du, au } = one;
        Self { nature: Mot(nature), intitule, du, au }
    }
}

impl From<Adhesion> for LigneAdhesion {
    fn from(one: Adhesion) -> Self {
        Self { capacite: Mot(one.capacite), constat: one.constat }
    }
}

impl From<Preconisation> for LignePreconisation {
    fn from(one: Preconisation) -> Self {
        let Preconisation { orientation, mesure, motifs } = one;
        Self { orientation: Mot(orientation), mesure, motifs }
    }
}

impl From<EvolutionTheme> for LigneTheme {
    fn from(one: EvolutionTheme) -> Self {
        let EvolutionTheme { theme, entree, actuel, evolution } = one;
        Self { theme: Mot(theme), entree: Mot(entree), actuel: Mot(actuel), evolution: Mot(evolution) }
    }
}

impl LigneElement {
    /// An element of a diagnosis of this day, which it holds of the référent unless it says otherwise.
    #[must_use]
    pub fn du(jour: NaiveDate, element: ElementDiagnostic) -> Self {
        Self {
            nature: Mot(element.nature),
            theme: Mot(element.theme),
            texte: element.texte,
            date: element.constate_le.unwrap_or(jour),
            origine: Mot(element.origine.unwrap_or(Origine::Referent)),
        }
    }
}

impl From<ActionPrevue> for LigneAction {
    fn from(one: ActionPrevue) -> Self {
        let ActionPrevue { action, par, echeance, faite } = one;
        Self { action, par: Mot(par), echeance, faite }
    }
}

impl Ferme for PageDiagnostic {}

impl Document for PageDiagnostic {
    const GABARIT: &'static str = include_str!("../modeles/diagnostic.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.expediteur
    }
}
