//! Searches that someone kept, run again.

use kernel::FiltreId;
use participants_api::{FiltreDto, ParticipantDto};
use problem::Problem;
use store::Tx;

use crate::dossier::{filtre::store as rows, recherche::app::chercher};

/// Runs a search that the caller kept.
pub(crate) async fn executer(tx: &mut Tx, id: FiltreId) -> Result<Vec<ParticipantDto>, Problem> {
    let FiltreDto { recherche, .. } = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    chercher(tx, &recherche).await
}

/// Forgets a search of the caller; those that are left.
pub(crate) async fn oublier(tx: &mut Tx, id: FiltreId) -> Result<Vec<FiltreDto>, Problem> {
    if !rows::oublier(tx, id).await? {
        return Err(Problem::not_found());
    }
    Ok(rows::lister(tx).await?)
}
