//! The working time of référents.

use events::annuaires::{self, Utilisateur};
use kernel::Role;
use parcours_api::CapaciteReferent;
use problem::Problem;
use store::Tx;

use crate::pilotage::capacite::store as rows;

/// Says how much of a full time a référent works, from a day on which they are one.
pub(crate) async fn fixer(tx: &mut Tx, capacite: CapaciteReferent) -> Result<(), Problem> {
    let CapaciteReferent { referent, des_le, .. } = capacite;
    annuaires::exiger(tx, "/referent", referent, |qui: &Utilisateur| qui.tient(Role::Referent, des_le)).await?;
    Ok(rows::fixer(tx, capacite).await?)
}
