//! The history of dated facts: each record is a change, what it corrects says from what.

use chrono::{DateTime, Utc};
use kernel::Id;
use problem::Problem;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Error, Tx, ecarts, write_json};
use suite_api::ChangementDto;

use crate::{dossier::fait::domain::Enregistrement, noms::nommer};

/// A record as the history tells it: of one that withdraws what it replaces, nothing comes after.
pub(crate) struct Trace<K, C> {
    /// The record.
    pub(crate) fait: Enregistrement<K, C>,
    /// Whether it withdraws.
    pub(crate) retrait: bool,
    /// What it corrects.
    pub(crate) ancien: Option<C>,
}

/// These records as they are answered, each with its place.
pub(crate) async fn raconter<K, C: Serialize>(
    tx: &mut Tx,
    traces: Vec<Trace<K, C>>,
) -> Result<Vec<((DateTime<Utc>, Id<K>), ChangementDto)>, Problem> {
    let ranks: Vec<_> = traces.iter().map(|trace| (trace.fait.saisie_le, trace.fait.id)).collect();
    let changes = traces.into_iter().map(changement).collect::<Result<Vec<_>, _>>()?;
    Ok(ranks.into_iter().zip(nommer(tx, changes).await?).collect())
}

fn changement<K, C: Serialize>(trace: Trace<K, C>) -> Result<ChangementDto, Error> {
    let Trace { fait, retrait, ancien } = trace;
    let avant = ancien.as_ref().map_or_else(|| Ok(rien()), write_json)?;
    let apres = if retrait { rien() } else { write_json(&fait.contenu)? };
    let Enregistrement { motif, saisie_le, saisie_par, .. } = fait;
    let champs = ecarts(&avant, &apres);
    Ok(ChangementDto { version: None, le: saisie_le, par: saisie_par, par_nom: None, motif, champs })
}

fn rien() -> Value {
    json!({})
}
