//! A fact that was recorded in a file.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ActeurId, Id, phrase};
use problem::FieldError;

/// A record of the kind `K`, which tells `C`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enregistrement<K, C> {
    pub(crate) id: Id<K>,
    pub(crate) contenu: C,
    /// The record that it corrects, and why.
    pub(crate) remplace: Option<Id<K>>,
    pub(crate) motif: Option<String>,
    pub(crate) saisie_le: DateTime<Utc>,
    pub(crate) saisie_par: ActeurId,
}

/// What is wrong with the dates of `quoi`, told at `base`: it has begun, and ends after it began.
pub(crate) fn periode(
    today: NaiveDate,
    depuis: NaiveDate,
    jusqua: Option<NaiveDate>,
    base: &str,
    quoi: &str,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if depuis > today {
        let detail = format!("{quoi} ne commence pas dans le futur");
        errors.push(FieldError::new(format!("{base}/depuis"), "futur", detail));
    }
    if jusqua.is_some_and(|jusqua| jusqua < depuis) {
        let detail = format!("attendu : le {} ou plus tard", phrase::jour(depuis));
        errors.push(FieldError::new(format!("{base}/jusqua"), "incoherent", detail));
    }
    errors
}

/// What is wrong with the first day of `quoi`, told at `base`: nothing is true of a person before they are born.
pub(crate) fn avant_naissance(naissance: NaiveDate, depuis: NaiveDate, base: &str, quoi: &str) -> Option<FieldError> {
    let detail = || format!("{quoi} ne commence pas avant la naissance de la personne, le {}", phrase::jour(naissance));
    (depuis < naissance).then(|| FieldError::new(format!("{base}/depuis"), "hors_bornes", detail()))
}
