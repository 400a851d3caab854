//! Recipients of the RSA: what the note de cadrage of the territory says of their entry and of their exit (seed 002, line 181).

use chrono::NaiveDate;

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

/// What is known of whether somebody receives the RSA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beneficiaire {
    /// They do, since this day.
    Oui {
        /// Since when.
        depuis: NaiveDate,
    },
    /// They do not.
    Non,
    /// Nobody asked, the answer was not obtained, or they refused to say.
    Inconnu,
}

impl Beneficiaire {
    /// By what the person answered since a day.
    #[must_use]
    pub const fn selon(reponse: Reponse, depuis: NaiveDate) -> Self {
        match reponse {
            Reponse::Oui => Self::Oui { depuis },
            Reponse::Non => Self::Non,
            Reponse::RefusDeRepondre | Reponse::NonObtenue => Self::Inconnu,
        }
    }
}

/// What the note says of the exit of somebody, with its words: of whom nobody knows whether they receive the RSA, that it is
/// unknown, never a breach. `None` where no note speaks of exits, and of who does not receive it.
#[must_use]
pub fn sortie(referentiel: &Referentiel, beneficiaire: Beneficiaire) -> Option<Verdict<Beneficiaire>> {
    let note = referentiel.cadrage_rsa.as_ref()?;
    let texte = note.sortie.as_ref()?;
    let (known, depuis) = match beneficiaire {
        Beneficiaire::Oui { depuis } => ("bénéficiaire du RSA", Some(depuis)),
        Beneficiaire::Inconnu => ("bénéficiaire du RSA : inconnu", None),
        Beneficiaire::Non => return None,
    };
    let sentence = format!("{known} — {}, règles du territoire, version {} : {texte}", note.titre, referentiel.version);
    let verdict = Verdict::new(referentiel, "cadrage_rsa_sortie", beneficiaire, sentence);
    Some(match depuis {
        Some(depuis) => verdict.fait("RSA depuis", depuis),
        None => verdict,
    })
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
    fn the_exit_of_a_recipient_follows_the_note_and_of_whom_nobody_knows_it_is_said_to_be_unknown() {
        let lyon = livre("lyon").unwrap();
        let said = |reponse| sortie(&lyon, Beneficiaire::selon(reponse, d("2026-01-01")));
        let yes = said(Reponse::Oui).unwrap();
        assert_eq!(yes.conclusion, Beneficiaire::Oui { depuis: d("2026-01-01") });
        assert!(yes.raison.explication.contains("sortent du PLIE"), "{}", yes.raison.explication);
        assert_eq!(said(Reponse::Non), None);
        for unknown in [Reponse::RefusDeRepondre, Reponse::NonObtenue] {
            let unknown = said(unknown).unwrap();
            assert_eq!(unknown.conclusion, Beneficiaire::Inconnu);
            assert!(unknown.raison.explication.starts_with("bénéficiaire du RSA : inconnu"));
        }
        for slug in ["clermont", "toulouse"] {
            assert_eq!(sortie(&livre(slug).unwrap(), Beneficiaire::Inconnu), None, "{slug} says nothing of exits");
        }
    }

    #[test]
    fn a_territory_may_leave_them_to_the_departement() {
        assert!(!rsa(&livre("toulouse").unwrap(), &told(RSA, Reponse::Oui)).unwrap().conclusion);
    }
}
