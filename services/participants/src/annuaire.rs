//! The names of structures, asked of territoires.

use auth::Scope;
use clients::TerritoiresClient;
use kernel::StructureId;
use problem::Problem;
use std::collections::HashMap;

/// Structures by identifier.
pub(crate) type Annuaire = HashMap<StructureId, String>;

/// The directory of the scope's territory.
pub(crate) async fn lire(territoires: &TerritoiresClient, scope: &impl Scope) -> Result<Annuaire, Problem> {
    let structures = territoires.structures(scope.territoire()).await?;
    Ok(structures.into_iter().map(|one| (one.id, one.nom)).collect())
}
