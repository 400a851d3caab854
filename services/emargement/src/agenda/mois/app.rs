//! What a month takes.

use chrono::NaiveDate;
use kernel::{UtilisateurId, calendrier::premier_du_mois};
use problem::{Problem, Slug};
use store::{Tx, referentiels};

use crate::agenda::mois::{domain::ouvert, store as rows};

/// The category must be one of the territory's référentiel.
pub(crate) async fn exiger_categorie(tx: &mut Tx, jour: NaiveDate, categorie: &str) -> Result<(), Problem> {
    let referentiel = referentiels::en_vigueur(tx, jour).await?;
    if referentiel.temps.iter().any(|one| one.code == categorie) {
        return Ok(());
    }
    let known: Vec<_> = referentiel.temps.iter().map(|one| one.code.as_str()).collect();
    Err(Problem::field("/categorie", "inconnue", format!("catégorie inconnue ; attendu : {}", known.join(", "))))
}

/// Nothing enters a month whose sheet is signed.
pub(crate) async fn exiger_ouvert(tx: &mut Tx, agent: UtilisateurId, jour: NaiveDate) -> Result<(), Problem> {
    let mois = premier_du_mois(jour);
    if rows::feuille(tx, agent, mois).await?.is_none_or(ouvert) {
        return Ok(());
    }
    let detail = format!("La feuille de temps de {} est signée. Rouvrez-la avec un motif.", mois.format("%m/%Y"));
    Err(Problem::new(Slug::FeuilleFigee, detail))
}
