//! The history of dated facts: each record is a change, what it corrects says from what.

use serde::Serialize;
use serde_json::{Value, json};
use store::{Error, ecarts, write_json};
use suite_api::ChangementDto;

use crate::dossier::fait::domain::Enregistrement;

/// A record as the history tells it: of one that withdraws what it replaces, nothing comes after.
pub(crate) struct Trace<K, C> {
    /// The record.
    pub(crate) fait: Enregistrement<K, C>,
    /// Whether it withdraws.
    pub(crate) retrait: bool,
    /// What it corrects.
    pub(crate) ancien: Option<C>,
}

/// As it is answered.
pub(crate) fn changement<K, C: Serialize>(trace: Trace<K, C>) -> Result<ChangementDto, Error> {
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
