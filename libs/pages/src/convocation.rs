//! The convocation of a member to a session of the commission, or of another instance.

use chrono::NaiveDate;
use kernel::RessourceId;
use serde::{Deserialize, Serialize};

use crate::{Document, Expediteur, document::ferme::Ferme};

/// The page: how many files there are, and of whom none; or that the session is not held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageConvocation {
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
    /// The instance that sits, as people call it, when it is not the commission of entries.
    #[serde(default)]
    pub instance: Option<String>,
    /// The day of the convocation.
    pub le: NaiveDate,
    /// The day of the session.
    pub tenue_le: NaiveDate,
    /// The member.
    pub destinataire: String,
    /// Where they are, as the lines of an envelope.
    #[serde(default)]
    pub adresse: Vec<String>,
    /// Where the session is held.
    pub lieu: Option<String>,
    /// How many files are on the agenda.
    pub dossiers: usize,
    /// The day that a former convocation to the same session said, which this one replaces.
    #[serde(default)]
    pub remplace: Option<NaiveDate>,
    /// Why the session is not held: the page then says so, and convenes nobody.
    #[serde(default)]
    pub annulee: Option<String>,
}

impl Ferme for PageConvocation {}

impl Document for PageConvocation {
    const GABARIT: &'static str = include_str!("../modeles/convocation.typ");

    fn expediteur(&self) -> &Expediteur {
        &self.expediteur
    }
}
