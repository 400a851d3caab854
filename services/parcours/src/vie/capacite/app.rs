//! The working time of référents.

use events::annuaires::{self, Utilisateur};
use kernel::Role;
use parcours_api::CapaciteReferent;
use problem::{Problem, remplacer};
use rust_decimal::Decimal;
use store::Tx;

use crate::vie::capacite::store as rows;

/// Says how much of a full time a référent works, from a day on which they are one.
pub(crate) async fn fixer(tx: &mut Tx, capacite: CapaciteReferent) -> Result<(), Problem> {
    let CapaciteReferent { referent, des_le, .. } = capacite;
    annuaires::exiger(tx, "/referent", referent, |qui: &Utilisateur| qui.tient(Role::Referent, des_le)).await?;
    rows::verrouiller(tx, referent).await?;
    let said = rows::du_jour(tx, referent, des_le).await?;
    let told = |etp: &Decimal| format!("Le temps de travail dit pour ce jour est déjà de {etp}");
    remplacer(said.as_ref(), capacite.remplace.as_ref(), told)?;
    Ok(rows::fixer(tx, capacite).await?)
}
