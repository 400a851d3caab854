//! What a mapping must say.

use imports::traductions::trop_longues;
use kernel::Code;
use parcours_api::{ChampReprise, NouvelleCorrespondanceParcours};
use problem::FieldError;
use suite_api::ChampImporte;

/// What is wrong with a mapping: it says what a line tells, when, and of whom.
pub(crate) fn erreurs(correspondance: &NouvelleCorrespondanceParcours) -> Vec<FieldError> {
    let told = |champ| correspondance.colonnes.iter().any(|one| one.champ == champ);
    let absent = |champ: ChampReprise| {
        let detail = format!("aucune colonne ne dit « {} » : {}", champ.code(), champ.attendu());
        FieldError::new("/colonnes", "absent", detail)
    };
    let needed = [ChampReprise::Fait, ChampReprise::Du].into_iter().filter(|champ| !told(*champ));
    let whom = told(ChampReprise::Reference) || told(ChampReprise::Participant);
    let missing = needed.chain((!whom).then_some(ChampReprise::Reference)).map(absent);
    missing.chain(trop_longues(&correspondance.colonnes)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use parcours_api::ColonneReprise;

    use super::*;

    fn mapping(champs: &[ChampReprise]) -> NouvelleCorrespondanceParcours {
        let column = |champ: &ChampReprise| ColonneReprise {
            titre: champ.code().into(),
            champ: *champ,
            valeurs: BTreeMap::new(),
        };
        let colonnes = champs.iter().map(column).collect();
        NouvelleCorrespondanceParcours { nom: "Base".into(), source: "base".into(), colonnes }
    }

    #[test]
    fn a_line_says_what_it_tells_when_and_of_whom() {
        use ChampReprise as C;
        assert_eq!(erreurs(&mapping(&[])).len(), 3);
        assert_eq!(erreurs(&mapping(&[C::Fait, C::Du])).len(), 1, "of whom");
        assert_eq!(erreurs(&mapping(&[C::Fait, C::Du, C::Reference])), []);
        assert_eq!(erreurs(&mapping(&[C::Fait, C::Du, C::Participant])), []);
    }

    #[test]
    fn a_translation_has_a_length() {
        let told = |length: usize| {
            let mut one = mapping(&[ChampReprise::Fait, ChampReprise::Du, ChampReprise::Reference]);
            one.colonnes[0].valeurs.insert("Chantier".to_owned(), "a".repeat(length));
            erreurs(&one)
        };
        assert_eq!(told(120), []);
        assert_eq!(told(121)[0].pointer, "/colonnes/0/valeurs/Chantier");
    }
}
