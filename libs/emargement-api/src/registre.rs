//! The sealed ledger.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, ModeSignature, Nominatif, ParticipantId, Personnes};
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{EtatFeuille, Moment, SignataireEmargement};

/// An entry of the ledger. `empreinte` = SHA-256(`precedente` ‖ `seq` in 8 bytes, big-endian ‖ `contenu`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeRegistre {
    /// Rank in the territory's ledger, from 1, without gaps.
    #[schema(example = 1)]
    pub seq: i64,
    /// Fingerprint of the entry before, in hexadecimal; zeros for the first.
    pub precedente: String,
    /// The sealed text, byte for byte; empty when it was cut, by the entry `effacement` that names its rank.
    #[schema(example = "{\"fait\":\"emargement\"}")]
    pub contenu: String,
    /// Its fingerprint, in hexadecimal.
    pub empreinte: String,
    /// When it was written.
    pub inscrite_le: DateTime<Utc>,
    /// What it says in free text, unless it was erased since.
    pub textes: Vec<TexteRegistre>,
}

/// A text of an entry, beside it: the field of `donnees` of that name holds `engagement`, which is SHA-256(`sel` ‖
/// `texte`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TexteRegistre {
    /// The field.
    #[schema(example = "motif")]
    pub champ: String,
    /// The salt, in hexadecimal.
    pub sel: String,
    /// The text.
    #[schema(example = "un atelier oublié le 12 mars")]
    pub texte: String,
}

kernel::codes! {
    /// How an entry does not hold.
    pub enum NatureRupture {
        /// It is not what was sealed, or it does not follow the one before.
        Changee = "changee",
        /// It is no longer there, or its text is not and nothing says that it was erased.
        Retiree = "retiree",
        /// Its rank had come already.
        Rejouee = "rejouee",
    }
}

/// A rank at which a ledger does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuptureRegistre {
    /// The rank.
    #[schema(example = 3)]
    pub rang: i64,
    /// How.
    pub nature: NatureRupture,
}

/// An entry of which an erasure cut what it said of somebody; its fingerprint stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeCoupee {
    /// Its rank.
    #[schema(example = 3)]
    pub rang: i64,
    /// The rank of the entry that says so.
    #[schema(example = 8)]
    pub par: i64,
}

/// What the verification of a ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verification {
    /// Entries read.
    #[schema(example = 120)]
    pub entrees: i64,
    /// Whether every fingerprint holds.
    pub intact: bool,
    /// Rank of the first entry that does not hold.
    pub premiere_rupture: Option<i64>,
    /// Each rank that does not hold, in order.
    pub ruptures: Vec<RuptureRegistre>,
    /// What erasures cut: that is no break.
    pub coupees: Vec<EntreeCoupee>,
    /// The key of the deployment, in hexadecimal, by which the roots are judged: the one to compare with the key that
    /// was published.
    pub cle_publique: String,
    /// Fingerprint of the last entry that holds.
    pub tete: String,
    /// Each signed root: those before the break still hold.
    pub racines: Vec<RacineVerifiee>,
}

/// What became of a signed root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RacineVerifiee {
    /// Its day.
    pub jour: NaiveDate,
    /// Whether its signature is good and the ledger still leads to it.
    pub tient: bool,
}

impl RacineVerifiee {
    /// A root to which the ledger no longer leads.
    #[must_use]
    pub const fn rompue(jour: NaiveDate) -> Self {
        Self { jour, tient: false }
    }
}

/// The head of the ledger at the end of a day, signed (Ed25519).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RacineSignee {
    /// The day, in the territory.
    pub jour: NaiveDate,
    /// Rank of the last entry of that day.
    #[schema(example = 120)]
    pub seq: i64,
    /// Its fingerprint, in hexadecimal.
    pub empreinte: String,
    /// The signed text, byte for byte: it names the territory, the day, the rank, the fingerprint, and the SHA-256 of the
    /// text of the root before, zeros for the first one.
    #[schema(example = "plie.registre.racine.v2|0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f|2026-03-16|120|00ff|00fe")]
    pub texte: String,
    /// Its Ed25519 signature, in hexadecimal.
    pub signature: String,
    /// The public key that verifies it, in hexadecimal.
    pub cle_publique: String,
    /// When it was signed.
    pub signee_le: DateTime<Utc>,
}

/// Which roots.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JourRacine {
    /// The last day read; the first by default.
    #[garde(skip)]
    #[param(example = "2026-03-16")]
    pub apres: Option<NaiveDate>,
    /// Roots at most, from 1 to 1000.
    #[serde(default = "page")]
    #[garde(range(min = 1, max = 1000))]
    #[param(example = 200)]
    pub limite: i64,
}

/// Which entries of the ledger.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RangRegistre {
    /// The last rank read; 0 to start.
    #[serde(default)]
    #[garde(range(min = 0))]
    #[param(example = 0)]
    pub apres: i64,
    /// Entries at most, from 1 to 1000.
    #[serde(default = "page")]
    #[garde(range(min = 1, max = 1000))]
    #[param(example = 200)]
    pub limite: i64,
}

const fn page() -> i64 {
    200
}

/// What the ledger sealed of an appointment: a signature, or that somebody did not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PresenceScellee {
    /// Its rank in the territory's ledger.
    #[schema(example = 3)]
    pub rang: i64,
    /// The fingerprint of the entry, in hexadecimal.
    pub empreinte: String,
    /// When it was sealed.
    pub inscrite_le: DateTime<Utc>,
    /// `emargement` or `absence`.
    #[schema(example = "emargement")]
    pub fait: String,
    /// Who recorded it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// Who signed.
    pub signataire: Option<SignataireEmargement>,
    /// The person who signed or did not come.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Of the start or of the end.
    pub moment: Option<Moment>,
    /// At what instant it was signed.
    pub signe_le: Option<DateTime<Utc>>,
    /// How.
    pub mode: Option<ModeSignature>,
}

impl Nominatif for PresenceScellee {
    fn montrer(&self, personnes: &mut Personnes) {
        if let Some(participant) = self.participant {
            personnes.ajouter(participant);
        }
    }
}

impl Nomme for PresenceScellee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// What the ledger sealed of a time sheet: a signature, or that it was reopened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeuilleScellee {
    /// Its rank in the territory's ledger.
    #[schema(example = 9)]
    pub rang: i64,
    /// The fingerprint of the entry, in hexadecimal.
    pub empreinte: String,
    /// When it was sealed.
    pub inscrite_le: DateTime<Utc>,
    /// `feuille_signee` or `feuille_rouverte`.
    #[schema(example = "feuille_signee")]
    pub fait: String,
    /// Who did it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// The version of the sheet.
    #[schema(example = 1)]
    pub version: i32,
    /// Where the sheet stood then, once it was signed.
    pub etat: Option<EtatFeuille>,
}

impl Nomme for FeuilleScellee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}
