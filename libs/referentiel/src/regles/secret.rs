//! What who sits in an instance undertakes to keep secret (seed 003: « secret professionnel partagé »).

use crate::Referentiel;

/// The text of a territory that gives none. Unverified: no document of a PLIE that was read has one; the article is that of
/// the Code pénal on professional secrecy.
const TEXTE: &str = "Je m’engage à garder secret tout ce que j’apprends, en séance ou dans les dossiers qui me sont ouverts, des \
                     personnes dont la situation y est examinée ; à n’en faire aucun autre usage que la décision à prendre ; à \
                     n’en conserver ni copie ni note nominative. Cet engagement vaut pendant mon mandat et après lui. Je suis \
                     informé que la révélation d’une information à caractère secret est punie par l’article 226-13 du Code pénal.";

/// The version of that text.
const VERSION: &str = "1";

/// What is signed, and whether one sits without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Engagement<'a> {
    /// The text.
    pub texte: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Whether who has not signed may not sit; otherwise the relevé says so.
    pub exige: bool,
}

/// What a territory asks to be signed.
#[must_use]
pub fn engagement(referentiel: &Referentiel) -> Engagement<'_> {
    match &referentiel.confidentialite {
        Some(own) => Engagement {
            texte: own.texte.as_deref().unwrap_or(TEXTE),
            version: own.version.as_deref().unwrap_or(VERSION),
            exige: own.exige,
        },
        None => Engagement { texte: TEXTE, version: VERSION, exige: false },
    }
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::*;
    use crate::{Secret, livre};

    #[test]
    fn a_territory_that_says_nothing_warns_and_one_may_oblige() {
        let lyon = livre("lyon").unwrap();
        let default = engagement(&lyon);
        assert!(!default.exige && default.texte.contains("226-13"));
        let own = Secret { texte: None, version: None, exige: true };
        let strict = Referentiel { confidentialite: Some(own), ..lyon.clone() };
        assert_eq!(engagement(&strict), Engagement { exige: true, ..default });
    }

    #[test]
    fn a_text_of_one_s_own_has_a_version() {
        let mut rules = livre("lyon").unwrap();
        let texte = Some("Je garde secret ce que j’apprends en séance.".to_owned());
        rules.confidentialite = Some(Secret { texte: texte.clone(), version: None, exige: false });
        assert!(rules.validate().is_err(), "another text is not version 1 of the one that is shipped");
        rules.confidentialite = Some(Secret { texte, version: Some("2026-1".to_owned()), exige: false });
        assert!(rules.validate().is_ok());
        assert_eq!(engagement(&rules).version, "2026-1");
    }
}
