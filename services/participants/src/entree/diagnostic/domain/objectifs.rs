//! The goals of a diagnosis, and which of them stay with who reads diagnoses.

use participants_api::{ElementDiagnostic, NatureElement, Theme};

/// Whether an element stays with who reads diagnoses: one of health that the person did not agree to share.
pub(crate) fn reserve(element: &ElementDiagnostic) -> bool {
    element.theme == Theme::Sante && !element.partage
}

fn objectifs(elements: &[ElementDiagnostic]) -> impl Iterator<Item = &ElementDiagnostic> {
    elements.iter().filter(|element| element.nature == NatureElement::Objectif)
}

/// The goals that a contract takes up: it is read by people who do not read the diagnosis, and the person signs the
/// very page that they are shown.
pub(crate) fn au_contrat(elements: &[ElementDiagnostic]) -> Vec<String> {
    objectifs(elements).filter(|element| !reserve(element)).map(|element| element.texte.clone()).collect()
}

/// The goals that no contract takes up.
pub(crate) fn reserves(elements: &[ElementDiagnostic]) -> impl Iterator<Item = &str> {
    objectifs(elements).filter(|element| reserve(element)).map(|element| element.texte.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(theme: Theme, nature: NatureElement, partage: bool) -> ElementDiagnostic {
        let texte = format!("{theme:?} {nature:?} {partage}");
        ElementDiagnostic { theme, nature, texte, constate_le: None, origine: None, partage }
    }

    #[test]
    fn a_contract_takes_up_every_goal_but_those_of_health_that_are_not_shared() {
        let elements = [
            element(Theme::Emploi, NatureElement::Objectif, false),
            element(Theme::Sante, NatureElement::Objectif, true),
            element(Theme::Sante, NatureElement::Objectif, false),
            element(Theme::Sante, NatureElement::Frein, false),
        ];
        assert_eq!(au_contrat(&elements), ["Emploi Objectif false", "Sante Objectif true"]);
        assert_eq!(reserves(&elements).collect::<Vec<_>>(), ["Sante Objectif false"]);
    }
}
