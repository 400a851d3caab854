//! How a parcours ends otherwise than by a positive exit.

use chrono::NaiveDate;
use kernel::{ActeurId, Refus};
use parcours_api::MotifCloture;

use crate::{
    etapes::etape::domain::Etape,
    vie::parcours::domain::{Commande, Parcours},
};

/// Whether a parcours may end: its phase allows it, and nothing of it runs any more; otherwise why not.
pub(crate) fn peut(parcours: &Parcours, etapes: &[Etape]) -> Result<(), Refus> {
    parcours.peut(Commande::Clore)?;
    etapes.iter().try_for_each(Etape::refuse_de_courir)
}

/// Why a parcours ended, on what day, and where the person went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fin {
    pub(crate) motif: MotifCloture,
    /// First day out of the PLIE.
    pub(crate) le: NaiveDate,
    pub(crate) destination: Option<String>,
    pub(crate) precisions: Option<String>,
    /// Who recorded it.
    pub(crate) par: ActeurId,
}
