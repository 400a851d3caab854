//! What a month takes.

use chrono::NaiveDate;
use kernel::UtilisateurId;
use problem::{Problem, Slug};
use store::{Tx, referentiels};

use crate::agenda::mois::{
    domain::{figee, mois_entre, ouvert},
    store as rows,
};

/// The category must be one of the territory's référentiel on a day, which the request tells at `pointer`.
pub(crate) async fn exiger_categorie(
    tx: &mut Tx,
    pointer: &str,
    jour: NaiveDate,
    categorie: &str,
) -> Result<(), Problem> {
    let referentiel = referentiels::en_vigueur_le(tx, pointer, jour).await?;
    if referentiel.temps.iter().any(|one| one.code == categorie) {
        return Ok(());
    }
    let known: Vec<_> = referentiel.temps.iter().map(|one| one.code.as_str()).collect();
    Err(Problem::field("/categorie", "inconnue", format!("catégorie inconnue ; attendu : {}", known.join(", "))))
}

/// Nothing enters months whose sheet is signed: those from a day to another. They are held until the end of the
/// transaction, so that no sheet is signed meanwhile without what enters.
pub(crate) async fn exiger_ouverts(
    tx: &mut Tx,
    agent: UtilisateurId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<(), Problem> {
    for mois in mois_entre(du, au) {
        rows::verrouiller(tx, agent, mois).await?;
        if !rows::feuille(tx, agent, mois).await?.is_none_or(ouvert) {
            return Err(Problem::new(Slug::FeuilleFigee, figee(mois).to_string()));
        }
    }
    Ok(())
}
