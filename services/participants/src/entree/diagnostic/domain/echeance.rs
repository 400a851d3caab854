//! The deadline of a diagnosis, and the appointments that it takes.

use referentiel::{Attendu, Raison, Referentiel, regles::diagnostic};

use crate::entree::candidature::domain::Candidature;

/// By when the diagnosis of a candidature is to be made, once a référent has it and until it is.
pub(crate) fn delai(referentiel: &Referentiel, candidature: &Candidature) -> Option<Attendu> {
    let (Some(affectee_le), None) = (candidature.affectee_le, candidature.diagnostiquee_le) else { return None };
    diagnostic::delai(referentiel, affectee_le)
}

/// How many of the appointments that the diagnosis takes on average were kept (`tenus`), until it is made.
pub(crate) fn rendez_vous(referentiel: &Referentiel, candidature: &Candidature, tenus: usize) -> Option<Raison> {
    let (Some(_), None) = (candidature.affectee_le, candidature.diagnostiquee_le) else { return None };
    diagnostic::rendez_vous(referentiel, tenus).map(|verdict| verdict.raison)
}
