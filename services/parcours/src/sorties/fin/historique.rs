//! What decisions changed of how a parcours ended: by whom, when and why.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{De, ParcoursId};
use parcours_api::MotifCloture;
use problem::Problem;
use serde::Serialize;
use store::{Error, Tx, historique};
use suite_api::ChangementDto;

use crate::{
    sorties::fin::domain::{Correction, Fin},
    vie::parcours,
};

/// What is said of an end, by the names that it is answered with: nothing of a parcours that goes on, but the decision
/// that took its end back.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Dite<'a> {
    motif: Option<MotifCloture>,
    le: Option<NaiveDate>,
    destination: Option<&'a str>,
    precisions: Option<&'a str>,
    correction: Option<CorrectionDite<'a>>,
}

/// A decision: who took it is who made the change.
#[derive(Debug, Serialize)]
struct CorrectionDite<'a> {
    le: NaiveDate,
    motif: &'a str,
}

impl<'a> From<&'a Correction> for CorrectionDite<'a> {
    fn from(one: &'a Correction) -> Self {
        Self { le: one.le, motif: &one.motif }
    }
}

impl<'a> From<&'a Fin> for Dite<'a> {
    fn from(one: &'a Fin) -> Self {
        Self {
            motif: Some(one.motif),
            le: Some(one.le),
            destination: one.destination.as_deref(),
            precisions: one.precisions.as_deref(),
            correction: one.correction.as_ref().map(Into::into),
        }
    }
}

impl<'a> Dite<'a> {
    /// What is said of an end that this decision takes back.
    pub(crate) fn retiree(decision: &'a Correction) -> Self {
        Self { correction: Some(decision.into()), ..Self::default() }
    }
}

/// Keeps what changes of how a locked parcours ended, from what it was; the version that this makes. The first end of a
/// parcours changes nothing.
pub(crate) async fn noter(tx: &mut Tx, id: ParcoursId, avant: Option<&Fin>, apres: &Dite<'_>) -> Result<i32, Error> {
    let told = historique::lister(tx, id, None, 1).await?.first().and_then(|change| change.version);
    let Some(last) = told.max(avant.map(|fin| fin.version)) else { return Ok(1) };
    let avant = avant.map(Dite::from).unwrap_or_default();
    let changed = historique::noter_valeurs(tx, id, last + 1, &avant, apres).await?;
    Ok(if changed { last + 1 } else { last })
}

/// What was changed of how a parcours ended before the version `avant`, newest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    id: ParcoursId,
    avant: Option<i32>,
    limite: i64,
) -> Result<De<Vec<ChangementDto>>, Problem> {
    let parcours = parcours::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let changes = historique::lister(tx, id, avant, limite).await?;
    Ok(De::une(parcours.participant, annuaires::nommer(tx, changes).await?))
}
