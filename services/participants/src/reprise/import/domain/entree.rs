//! Whether an entry that a table tells is one that the file does not know.

use chrono::NaiveDate;
use kernel::phrase;

use crate::entree::candidature::domain::Candidature;

/// An entry is new when it is the first one, or when the person had left by then. The day of one that the file knows is not,
/// be it the one that was told before somebody corrected it here; any other day contradicts the file, and why is said.
pub(crate) fn nouvelle(connues: &[Candidature], entree_le: NaiveDate) -> Result<bool, String> {
    let told = |one: &Candidature| {
        one.entree_le == Some(entree_le) || one.entrees_remplacees.iter().any(|avant| avant.entree_le == entree_le)
    };
    if connues.iter().any(told) {
        return Ok(false);
    }
    let last = connues.iter().filter_map(|one| Some((one.entree_le?, one.suivi_termine_le))).max();
    let corrected = "une date d'entrée se corrige dans le dossier de la personne";
    match last {
        Some((entered, None)) => {
            Err(format!("la personne est entrée le {} et n'est pas sortie : {corrected}", phrase::jour(entered)))
        }
        Some((entered, Some(left))) if entree_le < left => Err(format!(
            "la personne est entrée le {} et sortie le {} : {corrected}",
            phrase::jour(entered),
            phrase::jour(left)
        )),
        Some(_) | None if connues.iter().any(Candidature::en_cours) => {
            Err("une candidature de cette personne est en cours, la commission décide".to_owned())
        }
        Some(_) | None => Ok(true),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use participants_api::EntreeRemplacee;
    use testdata::d;

    use super::*;

    fn entree(entree_le: &str, sortie: Option<&str>) -> Candidature {
        let taken_over = Candidature::reprendre(Id::MIN, Id::MIN, None, Id::MIN, d(entree_le));
        Candidature { suivi_termine_le: sortie.map(d), ..taken_over }
    }

    #[test]
    fn an_entry_is_new_from_the_day_on_which_the_person_had_left() {
        let left = [entree("2019-03-01", Some("2021-06-30"))];
        let told = |jour: &str| nouvelle(&left, d(jour)).ok();
        assert_eq!(told("2019-03-01"), Some(false), "the same");
        assert_eq!([told("2019-03-15"), told("2019-02-28"), told("2021-06-29")], [None, None, None], "a correction");
        assert_eq!([told("2021-06-30"), told("2023-05-15")], [Some(true), Some(true)]);
        assert_eq!(nouvelle(&[], d("2019-03-01")), Ok(true));
        let why = nouvelle(&left, d("2019-03-15")).unwrap_err();
        assert!(why.starts_with("la personne est entrée le 01/03/2019 et sortie le 30/06/2021 :"), "{why}");
    }

    #[test]
    fn who_is_in_the_plie_or_in_a_procedure_does_not_enter_again() {
        let back = [entree("2019-03-01", Some("2021-06-30")), entree("2023-05-15", None)];
        let told = |jour: &str| nouvelle(&back, d(jour)).ok();
        assert_eq!([told("2019-03-01"), told("2023-05-15")], [Some(false), Some(false)]);
        assert_eq!([told("2022-01-01"), told("2025-01-01")], [None, None]);
        let filed = Candidature::deposer(Id::MIN, Id::MIN, None, d("2026-01-05"));
        assert!(nouvelle(std::slice::from_ref(&filed), d("2025-01-01")).is_err());
        let asked = [entree("2019-03-01", Some("2021-06-30")), filed];
        assert!(nouvelle(&asked, d("2025-01-01")).is_err());
        assert_eq!(nouvelle(&asked, d("2019-03-01")), Ok(false));
    }

    #[test]
    fn the_day_that_was_told_before_it_was_corrected_here_is_known() {
        let mut moved = entree("2019-03-01", None);
        let before = EntreeRemplacee {
            entree_le: d("2019-03-01"),
            motif: "signée plus tard".to_owned(),
            manques: vec![],
            corrigee_le: d("2026-01-12"),
            par: Id::MIN,
            par_nom: None,
        };
        moved.deplacer_l_entree(d("2019-03-15"), before);
        let told = |jour: &str| nouvelle(std::slice::from_ref(&moved), d(jour)).ok();
        assert_eq!([told("2019-03-01"), told("2019-03-15"), told("2019-03-16")], [Some(false), Some(false), None]);
    }
}
