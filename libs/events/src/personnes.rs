//! What every service that holds something of a person learns from participants: two files became one, or two
//! again. Told here, below every contract, since emargement, whose contract participants uses, hears it too.

use problem::Problem;
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    fusions::{self, Deplaces, Table},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Enveloppe;

/// Kind of the merge of two files ([`PersonnesFusionnees`]).
pub const PERSONNES_FUSIONNEES: &str = "participants.personnes_fusionnees.v1";
/// Kind of the undoing of a merge ([`PersonnesFusionnees`]).
pub const PERSONNES_SEPAREES: &str = "participants.personnes_separees.v1";

/// Two files were made one, or two again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonnesFusionnees {
    /// The merge.
    pub fusion: Uuid,
    /// The file that is kept.
    pub garde: Uuid,
    /// The file that is absorbed.
    pub absorbe: Uuid,
}

/// Moves the records of `tables` with the person when `event` tells of a merge, and back when it tells that
/// one was undone: what was told, and which records were moved. `None` when it tells something else.
pub async fn suivre_fusions(
    tx: &mut Tx,
    event: &Enveloppe,
    tables: &[Table],
) -> Result<Option<(PersonnesFusionnees, Deplaces)>, Problem> {
    if !matches!(event.kind.as_str(), PERSONNES_FUSIONNEES | PERSONNES_SEPAREES) {
        return Ok(None);
    }
    let told: PersonnesFusionnees = event.lire()?;
    let PersonnesFusionnees { fusion, garde, absorbe } = told;
    let moved = match event.kind.as_str() {
        PERSONNES_FUSIONNEES => fusions::fusionner(tx, fusion, garde, absorbe, tables).await?,
        _ => fusions::separer(tx, fusion, tables).await?,
    };
    Ok(Some((told, moved)))
}
