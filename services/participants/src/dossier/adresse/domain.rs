//! Addresses: dated facts, since the residence opens the PLIE and the quartier the category.

use chrono::NaiveDate;
use kernel::{CodeQpv, Fait, fait, kind};
use participants_api::NouvelleAdresse;
use problem::FieldError;

use crate::dossier::{
    fait::domain::{Enregistrement, periode},
    instantane::domain::Instantane,
};

/// A recorded address.
pub(crate) type Adresse = Enregistrement<kind::Adresse, NouvelleAdresse>;

/// Of the records of a file, the one that holds on a day.
pub(crate) fn retenir(faits: &[Fait<kind::Adresse, Adresse>], vue: Instantane) -> Option<Adresse> {
    let known = fait::connus(faits, vue.connu_au);
    fait::en_vigueur(known, vue.au).and_then(|fait| fait.valeur.clone())
}

/// What is wrong with an address, its proof aside; `base` is where it stands.
pub(crate) fn adresse(today: NaiveDate, adresse: &NouvelleAdresse, base: &str) -> Vec<FieldError> {
    let mut errors = periode(today, adresse.depuis, adresse.jusqua, base, "un domicile");
    if !adresse.code_postal.dessert(&adresse.commune) {
        let expected: Vec<_> = adresse.commune.codes_postaux().collect();
        let detail = format!("{} : attendu {}", adresse.commune.nom(), expected.join(", "));
        errors.push(FieldError::new(format!("{base}/code_postal"), "incoherent", detail));
    }
    let end = adresse.jusqua.unwrap_or(today);
    let outdated = |qpv: &&CodeQpv| !qpv.valable_le(adresse.depuis) && !qpv.valable_le(end);
    if let Some(qpv) = adresse.qpv.as_ref().filter(outdated) {
        let detail = format!("{qpv} n'était en usage à aucun jour de cette période : attendu l'autre millésime");
        errors.push(FieldError::new(format!("{base}/qpv"), "millesime", detail));
    }
    errors
}
