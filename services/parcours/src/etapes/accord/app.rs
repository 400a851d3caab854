//! Whether a partner is shown a person.

use kernel::{ParticipantId, StructureId};
use problem::{Problem, Slug};
use referentiel::regles::partage::{self, Etendue};
use store::{Error, Tx};

use crate::etapes::accord::store as rows;

/// Whether the person agrees today that this structure sees what concerns it.
pub(crate) async fn vaut(tx: &mut Tx, participant: ParticipantId, structure: StructureId) -> Result<bool, Error> {
    let today = tx.today();
    let answers = rows::reponses(tx, participant, structure).await?;
    Ok(partage::etendue(&answers, false, today) == Etendue::Entiere)
}

/// The same, or why not.
pub(crate) async fn exiger(tx: &mut Tx, participant: ParticipantId, structure: StructureId) -> Result<(), Problem> {
    if vaut(tx, participant, structure).await? { Ok(()) } else { Err(Problem::new(Slug::Interdit, partage::REFUS)) }
}
