//! Eligibility: facts of the file, judged by the territory's rules on the date that matters.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::Id;
use participants_api::{EligibiliteDto, Participant};
use problem::Problem;
use referentiel::regles::eligibilite::{Faits, juger};
use store::{Tx, referentiels};

use super::participants;
use crate::store as rows;

/// The verdict on `reference`, with the rules of that day.
pub(crate) async fn verdict(tx: &mut Tx, id: Id<Participant>, reference: NaiveDate) -> Result<EligibiliteDto, Problem> {
    let participant = participants::exiger(tx, id).await?;
    let referentiel = referentiels::en_vigueur(tx, reference).await?;
    // Oldest first: the last fact that holds on the day wins.
    let situations = rows::situations::lister(tx, id).await?;
    let held: BTreeMap<_, _> =
        situations.into_iter().filter(|one| one.depuis <= reference).map(|one| (one.code, one.reponse)).collect();
    let pieces = rows::pieces::lister(tx, id).await?;
    let faits = Faits {
        commune: participant.commune,
        situations: held.into_iter().collect(),
        pieces: pieces.into_iter().map(|piece| (piece.kind, piece.date_document)).collect(),
    };
    let verdict = juger(&referentiel, &faits, reference);
    Ok(EligibiliteDto { etat: verdict.conclusion.etat, criteres: verdict.conclusion.criteres, raison: verdict.raison })
}
