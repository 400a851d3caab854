//! Facts that emargement tells.

use chrono::NaiveDate;
use kernel::{Duree, OperationId, ParticipantId, RendezVousId, UtilisateurId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::NatureRendezVous;

/// Kind of [`RendezVousTermine`].
pub const RENDEZ_VOUS_TERMINE: &str = "emargement.rendez_vous_termine.v1";
/// Kind of [`FeuilleCertifiee`].
pub const FEUILLE_CERTIFIEE: &str = "emargement.feuille_certifiee.v1";
/// Kind of [`JoursCertifies`]: the same fact, with its days.
pub const FEUILLE_CERTIFIEE_V2: &str = "emargement.feuille_certifiee.v2";
/// Kind of the root of a ledger ([`RacineSignee`](crate::RacineSignee)), each evening.
pub const RACINE_SIGNEE: &str = "emargement.racine_signee.v1";
/// Kind of [`FeuilleRouverte`].
pub const FEUILLE_ROUVERTE: &str = "emargement.feuille_rouverte.v1";

/// An appointment is over: who came, who did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RendezVousTermine {
    /// The appointment.
    pub rendez_vous: RendezVousId,
    /// What it was.
    pub nature: NatureRendezVous,
    /// Its day in the territory.
    pub jour: NaiveDate,
    /// Who led it.
    pub animateur: UtilisateurId,
    /// Each person expected.
    pub presences: Vec<PresenceConstatee>,
}

/// What became of one person at an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PresenceConstatee {
    /// The person.
    pub participant: ParticipantId,
    /// Whether they came.
    pub present: bool,
    /// Whether they did not come and said why. Absent of what was told before it was.
    #[serde(default)]
    pub excuse: bool,
    /// Whether both signatures prove it.
    pub justifiee: bool,
    /// Minutes between their signatures.
    pub minutes: Duree,
}

/// A month of someone's time is certified: signed twice, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeuilleCertifiee {
    /// Whose.
    pub agent: UtilisateurId,
    /// First day of the month.
    pub mois: NaiveDate,
    /// Version of the sheet.
    pub version: i32,
    /// Minutes by operation and category; without operation, outside any.
    pub lignes: Vec<MinutesCertifiees>,
}

/// Certified minutes of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MinutesCertifiees {
    /// The European operation.
    pub operation: Option<OperationId>,
    /// Category of the référentiel.
    pub categorie: String,
    /// Certified minutes.
    pub minutes: Duree,
    /// Of these, minutes of appointments whose sheet lacks a signature, and of activities of which nobody said the hours.
    pub non_justifiees: Duree,
}

/// A month of someone's time is certified, day by day: an operation that begins or ends within the month claims its own
/// days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JoursCertifies {
    /// Whose.
    pub agent: UtilisateurId,
    /// First day of the month.
    pub mois: NaiveDate,
    /// Version of the sheet.
    pub version: i32,
    /// Minutes by day, operation and category; without operation, outside any.
    pub lignes: Vec<MinutesDuJour>,
}

/// Certified minutes of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MinutesDuJour {
    /// The day in the territory.
    pub jour: NaiveDate,
    /// The European operation.
    pub operation: Option<OperationId>,
    /// Category of the référentiel.
    pub categorie: String,
    /// Certified minutes.
    pub minutes: Duree,
    /// Of these, minutes that no signature proves, and those of activities of which nobody said the hours.
    pub non_justifiees: Duree,
}

/// A certified month was reopened: its figures hold no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeuilleRouverte {
    /// Whose.
    pub agent: UtilisateurId,
    /// First day of the month.
    pub mois: NaiveDate,
}
