//! Whether a partner is shown a person.

use std::collections::HashSet;

use kernel::{ParticipantId, StructureId};
use problem::{Problem, Slug};
use referentiel::regles::partage::{self, Etendue, Reponse};
use store::{Error, Tx};

use crate::etapes::accord::store as rows;

/// Those of these pairs of which the person agrees today that the structure sees what concerns it.
pub(crate) async fn valant(
    tx: &mut Tx,
    pairs: &[(ParticipantId, StructureId)],
) -> Result<HashSet<(ParticipantId, StructureId)>, Error> {
    let today = tx.today();
    let (participants, structures): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    let answers = rows::reponses(tx, &participants, &structures).await?;
    let holds = |said: &[Reponse]| partage::etendue(said, false, today) == Etendue::Entiere;
    Ok(answers.into_iter().filter(|(_, said)| holds(said)).map(|(pair, _)| pair).collect())
}

/// Refuses what the person does not agree today that this structure sees.
pub(crate) async fn exiger(tx: &mut Tx, participant: ParticipantId, structure: StructureId) -> Result<(), Problem> {
    let pair = (participant, structure);
    if valant(tx, &[pair]).await?.contains(&pair) { Ok(()) } else { Err(Problem::new(Slug::Interdit, partage::REFUS)) }
}
