//! Files that may be those of the same person.

use kernel::{De, ParticipantId};
use participants_api::Doublon;
use problem::Problem;
use store::{Tx, ouvertures};

use crate::{
    dossier::{cle, participant, recherche},
    reprise::doublon::domain,
};

/// Files that may be those of the same person, with the reasons: they show the person looked for, and the others.
pub(crate) async fn doublons(tx: &mut Tx, id: ParticipantId) -> Result<De<Vec<Doublon>>, Problem> {
    let own = participant::app::exiger(tx, id).await?.identite;
    let mut close = recherche::store::partageant(tx, cle::domain::cles::fortes(&own), 500).await?;
    close.retain(|one| one.id != id);
    ouvertures::retenir(tx, &mut close, |one| one.id).await?;
    let told = close
        .into_iter()
        .map(|file| Doublon { raisons: domain::raisons(&own, &file.identite), participant: file.into() });
    let mut told: Vec<_> = told.filter(|one| !one.raisons.is_empty()).collect();
    told.sort_by(|a, b| a.raisons.cmp(&b.raisons));
    let shown: Vec<_> = told.iter().map(|one| one.participant.id).chain([id]).collect();
    Ok(De::plusieurs(shown, told))
}
