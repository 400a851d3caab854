//! Whether a diagnosis holds together, and with what is known of the candidature.

use chrono::NaiveDate;
use kernel::{CodeRome, phrase};
use participants_api::{Experience, NouveauDiagnostic, OrientationPreconisee};
use problem::FieldError;
use referentiel::{Referentiel, designation};

use crate::entree::candidature::domain::Candidature;

/// What is wrong with a diagnosis, under the rules of the day on which the candidature was filed.
pub(crate) fn verifier(
    nouveau: &NouveauDiagnostic,
    candidature: &Candidature,
    referentiel: &Referentiel,
    today: NaiveDate,
) -> Vec<FieldError> {
    let mut errors = jours(nouveau, candidature, today);
    for (rank, niveau) in nouveau.niveaux.iter().enumerate() {
        if nouveau.niveaux.iter().take(rank).any(|one| one.theme == niveau.theme) {
            let detail = "ce thème a déjà son niveau";
            errors.push(FieldError::new(format!("/niveaux/{rank}/theme"), "double", detail));
        }
    }
    let aimed = nouveau.projet.as_ref().and_then(|projet| projet.rome.as_ref());
    errors.extend(aimed.filter(|code| code.libelle().is_none()).map(sans_metier));
    let recommended = nouveau.preconisation.as_ref();
    if recommended.is_some_and(|one| (one.orientation == OrientationPreconisee::AutreMesure) != one.mesure.is_some()) {
        let detail = "la mesure se nomme quand ce n'est pas le PLIE, et seulement alors";
        errors.push(FieldError::new("/preconisation/mesure", "incoherent", detail));
    }
    errors.extend(accueil(referentiel, nouveau.methode.as_deref(), nouveau.lieu.as_deref()));
    errors
}

/// A method and a place are those that the territory names, when it names some.
pub(crate) fn accueil(referentiel: &Referentiel, methode: Option<&str>, lieu: Option<&str>) -> Vec<FieldError> {
    let accueil = referentiel.accueil.clone().unwrap_or_default();
    let named = [("/methode", methode, accueil.methodes), ("/lieu", lieu, accueil.lieux)];
    let unknown = named.into_iter().filter_map(|(pointer, code, known)| {
        let code = code?;
        let free = known.is_empty() || designation(&known, code).is_some();
        let codes = || known.iter().map(|one| one.code.as_str()).collect::<Vec<_>>().join(", ");
        (!free).then(|| FieldError::new(pointer, "inconnu", format!("attendu : {}", codes())))
    });
    unknown.collect()
}

fn jours(nouveau: &NouveauDiagnostic, candidature: &Candidature, today: NaiveDate) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if candidature.affectee_le.is_some_and(|jour| nouveau.etabli_le < jour) || nouveau.etabli_le > today {
        let detail = "le diagnostic suit l'affectation et n'est pas dans le futur";
        errors.push(FieldError::new("/etabli_le", "incoherent", detail));
    }
    if let Some(left) = candidature.suivi_termine_le.filter(|left| nouveau.etabli_le > *left) {
        let detail = format!("la personne est sortie le {}", phrase::jour(left));
        errors.push(FieldError::new("/etabli_le", "incoherent", detail));
    }
    let later = |jour: Option<NaiveDate>| jour.is_some_and(|jour| jour > nouveau.etabli_le);
    let by = format!("attendu : le {} ou plus tôt", phrase::jour(nouveau.etabli_le));
    let seen = nouveau.elements.iter().enumerate().filter(|(_, element)| later(element.constate_le));
    errors.extend(seen.map(|(rank, _)| FieldError::new(format!("/elements/{rank}/constate_le"), "futur", by.clone())));
    for (rank, Experience { du, au, .. }) in nouveau.experiences.iter().enumerate() {
        if later(*du) {
            errors.push(FieldError::new(format!("/experiences/{rank}/du"), "futur", by.clone()));
        }
        if du.zip(*au).is_some_and(|(du, au)| au < du) {
            let detail = "le dernier jour suit le premier";
            errors.push(FieldError::new(format!("/experiences/{rank}/au"), "incoherent", detail));
        }
    }
    errors
}

fn sans_metier(code: &CodeRome) -> FieldError {
    let close: Vec<_> = code.proches().into_iter().map(|(code, name)| format!("{code} ({name})")).collect();
    let expected = if close.is_empty() { String::new() } else { format!(" ; par exemple : {}", close.join(", ")) };
    let detail = format!("aucun métier ne porte ce code ({}){expected}", CodeRome::MILLESIME);
    FieldError::new("/projet/rome", "inconnu", detail)
}
