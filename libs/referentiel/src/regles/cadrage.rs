//! Recipients of the RSA: what the note de cadrage of the territory says of their entry (seed 002, line 181).

use super::eligibilite::{FaitSituation, Reponse};
use crate::{Referentiel, Verdict};

/// The code of the situation.
pub const RSA: &str = "rsa";

/// What the note says of who receives the RSA by one of these `situations`: whether it admits them, with its words. `None`
/// where there is no note, and of who does not receive it.
#[must_use]
pub fn rsa(referentiel: &Referentiel, situations: &[FaitSituation]) -> Option<Verdict<bool>> {
    let note = referentiel.cadrage_rsa.as_ref()?;
    let told = situations.iter().find(|one| one.code == RSA && one.reponse == Reponse::Oui)?;
    let sentence = format!(
        "bénéficiaire du RSA — {}, règles du territoire, version {} : {}",
        note.titre, referentiel.version, note.texte
    );
    Some(Verdict::new(referentiel, "cadrage_rsa", !note.exclut, sentence).fait("RSA depuis", told.depuis))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn told(code: &str, reponse: Reponse) -> Vec<FaitSituation> {
        let (code, source) = (code.to_owned(), "CAF".to_owned());
        vec![FaitSituation { code, reponse, depuis: d("2026-01-01"), source }]
    }

    #[test]
    fn a_recipient_of_the_rsa_enters_by_the_note_of_the_rhone_in_its_words_and_by_its_version() {
        for slug in ["lyon", "uni-est", "sud-ouest-lyonnais"] {
            let rules = livre(slug).unwrap();
            let said = rsa(&rules, &told(RSA, Reponse::Oui)).unwrap();
            let sentence = &said.raison.explication;
            assert!(said.conclusion && sentence.contains("Métropole de Lyon"), "{slug}: {sentence}");
            assert!(sentence.contains(&format!("version {}", rules.version)), "{slug}: {sentence}");
        }
    }

    #[test]
    fn nothing_is_said_of_who_does_not_receive_it_nor_where_there_is_no_note() {
        let lyon = livre("lyon").unwrap();
        for reponse in [Reponse::Non, Reponse::RefusDeRepondre, Reponse::NonObtenue] {
            assert_eq!(rsa(&lyon, &told(RSA, reponse)), None, "{reponse:?}");
        }
        assert_eq!(rsa(&lyon, &told("ass", Reponse::Oui)), None);
        assert_eq!(rsa(&livre("clermont").unwrap(), &told(RSA, Reponse::Oui)), None);
    }

    #[test]
    fn a_territory_may_leave_them_to_the_departement() {
        assert!(!rsa(&livre("toulouse").unwrap(), &told(RSA, Reponse::Oui)).unwrap().conclusion);
    }
}
