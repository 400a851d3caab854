//! Facts that parcours tells.

use chrono::NaiveDate;
use kernel::{EtapeId, ParcoursId, ParticipantId, UtilisateurId};
use referentiel::Raison;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::MotifCloture;

/// Kind of [`SortieConfirmee`].
pub const SORTIE_CONFIRMEE: &str = "parcours.sortie_confirmee.v1";
/// Kind of [`ParcoursClos`].
pub const PARCOURS_CLOS: &str = "parcours.parcours_clos.v1";
/// Kind of [`EtapeRompue`].
pub const ETAPE_ROMPUE: &str = "parcours.etape_rompue.v1";

/// A positive exit was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SortieConfirmee {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Date of the exit.
    pub acquise_le: NaiveDate,
    /// The rule applied and the facts used.
    pub raison: Raison,
}

/// A parcours ended otherwise than by a positive exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParcoursClos {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// First day out of the PLIE.
    pub le: NaiveDate,
    /// Why.
    pub motif: MotifCloture,
}

/// An étape was broken before its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EtapeRompue {
    /// The étape.
    pub etape: EtapeId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The référent, who must know at once.
    pub referent: UtilisateurId,
    /// The last day.
    pub le: NaiveDate,
    /// Why.
    pub motif: String,
}
