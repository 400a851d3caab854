//! The deadline of a diagnosis, and the appointments that it takes.

use chrono::NaiveDate;
use referentiel::{Raison, Referentiel, regles::diagnostic};

use crate::entree::candidature::domain::Candidature;

/// What the rules still ask of the diagnosis of a candidature on `jour`, once a référent has it and until it is made:
/// `tenus` appointments were kept.
pub(crate) fn restent(
    referentiel: &Referentiel,
    candidature: &Candidature,
    tenus: usize,
    jour: NaiveDate,
) -> Vec<Raison> {
    let (Some(affectee_le), None) = (candidature.affectee_le, candidature.diagnostiquee_le) else { return vec![] };
    let delai = diagnostic::delai(referentiel, affectee_le, jour).map(|verdict| verdict.raison);
    let rendez_vous = diagnostic::rendez_vous(referentiel, tenus).map(|verdict| verdict.raison);
    delai.into_iter().chain(rendez_vous).collect()
}
