//! What a person, an address or a dated fact must be, whoever tells it: a form or an imported
//! table.

use chrono::NaiveDate;
use kernel::{CodeQpv, Pays, calendrier};
use participants_api::{NouveauParticipant, NouvelleAdresse};
use problem::FieldError;

/// What is wrong with an identity.
pub(crate) fn personne(today: NaiveDate, personne: &NouveauParticipant) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if !(0..=120).contains(&calendrier::age(personne.date_naissance, today)) {
        errors.push(FieldError::new(
            "/date_naissance",
            "hors_bornes",
            "attendu : une date passée, de moins de 120 ans",
        ));
    }
    let birth = &personne.etat_civil;
    let in_france = birth.pays_naissance.as_ref().map(Pays::est_la_france);
    match (in_france, &birth.commune_naissance) {
        (Some(true), None) => errors.push(FieldError::new(
            "/etat_civil/commune_naissance",
            "absent",
            "née en France, la personne a une commune de naissance",
        )),
        (Some(false) | None, Some(_)) => errors.push(FieldError::new(
            "/etat_civil/pays_naissance",
            "incoherent",
            "une commune de naissance française attend le pays FR",
        )),
        _ => {}
    }
    errors
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

/// What is wrong with the dates of a fact: it has begun, and ends after it began.
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
        let detail = format!("attendu : le {depuis} ou plus tard");
        errors.push(FieldError::new(format!("{base}/jusqua"), "incoherent", detail));
    }
    errors
}
