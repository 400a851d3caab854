//! Of which appointments a compte rendu is awaited: of each interview (seeds 002 and 004), and of what the territory adds.

use kernel::Code;

use crate::Referentiel;

/// Whether a compte rendu is awaited of who came to an appointment of this nature, by its code.
#[must_use]
pub fn attendu(referentiel: &Referentiel, nature: &str) -> bool {
    referentiel.comptes_rendus.natures.iter().any(|one| one.code() == nature)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ComptesRendus, LIVRES, NatureRelatee, livre};

    fn attendus(referentiel: &Referentiel) -> Vec<&'static str> {
        NatureRelatee::TOUS.iter().copied().map(Code::code).filter(|nature| attendu(referentiel, nature)).collect()
    }

    #[test]
    fn each_interview_has_one_and_a_workshop_where_the_territory_says_so() {
        let lyon = livre("lyon").unwrap();
        assert_eq!(attendus(&lyon), ["diagnostic", "entretien", "bilan"]);
        assert!(!attendu(&lyon, "reunion"), "what it does not know");
        let natures = vec![NatureRelatee::Atelier];
        let groups = Referentiel { comptes_rendus: ComptesRendus { natures }, ..lyon };
        assert_eq!(attendus(&groups), ["atelier"]);
    }

    #[test]
    fn a_territory_may_ask_for_none_at_all() {
        let (_, text) = LIVRES.iter().find(|(slug, _)| *slug == "lyon").unwrap();
        let none = Referentiel::lire(&format!("{text}\n[comptes_rendus]\nnatures = []\n")).unwrap();
        assert_eq!(attendus(&none), [""; 0]);
        assert!(Referentiel::lire(&format!("{text}\n[comptes_rendus]\nnatures = [\"sortie\"]\n")).is_err());
    }
}
