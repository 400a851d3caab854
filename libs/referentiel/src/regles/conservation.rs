//! How long a file is kept: it leaves the active base, then is anonymised; while a funder obliges the
//! territory to keep it, it is not (CNIL referential on social accompaniment; Reg. 2021/1060 art. 82).

use chrono::{Datelike, NaiveDate};
use kernel::{
    calendrier::{plus_jours, plus_mois},
    phrase,
};

use crate::{Referentiel, Verdict};

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faits {
    /// Last contact with the person.
    pub dernier_contact: NaiveDate,
    /// Obligations to keep the file: who obliges, and the last day.
    pub obligations: Vec<(String, NaiveDate)>,
}

/// The days on which something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Echeances {
    /// The file leaves the active base.
    pub archivage_le: NaiveDate,
    /// The file is anonymised.
    pub anonymisation_le: NaiveDate,
}

/// When the file leaves the active base, and when it is anonymised.
#[must_use]
pub fn echeances(referentiel: &Referentiel, faits: &Faits) -> Verdict<Echeances> {
    let rule = referentiel.conservation;
    let archivage_le = plus_mois(faits.dernier_contact, rule.base_active_mois);
    let own = plus_mois(faits.dernier_contact, rule.archive_mois).max(archivage_le);
    let held = faits.obligations.iter().max_by_key(|(_, jour)| *jour).filter(|(_, jour)| *jour >= own);
    let (anonymisation_le, sentence) = match held {
        Some((qui, jour)) => (plus_jours(*jour, 1), format!("conservé jusqu'au {} pour {qui}", phrase::jour(jour))),
        None => (own, format!("anonymisation le {}", phrase::jour(own))),
    };
    let due = Echeances { archivage_le, anonymisation_le };
    Verdict::new(referentiel, "conservation", due, sentence)
        .fait("dernier contact", faits.dernier_contact)
        .fait("sortie de la base active", archivage_le)
}

/// The last day for which the funder of an operation obliges to keep the files of its participants.
#[must_use]
pub fn jusquau(referentiel: &Referentiel, fin_operation: NaiveDate) -> Verdict<NaiveDate> {
    let year = fin_operation.year().saturating_add(referentiel.conservation.financeur_annees);
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX);
    Verdict::new(referentiel, "conservation_financeur", last, format!("à conserver jusqu'au {}", phrase::jour(last)))
        .fait("fin de l'opération", fin_operation)
}

/// The last day on which somebody who was spotted is kept.
#[must_use]
pub fn reperage_jusquau(referentiel: &Referentiel, repere_le: NaiveDate) -> NaiveDate {
    plus_jours(repere_le, i64::from(referentiel.conservation.reperage_jours))
}

/// Why the file may not be erased on `jour`: the obligation that lasts longest, if one still runs.
#[must_use]
pub fn retenue(referentiel: &Referentiel, faits: &Faits, jour: NaiveDate) -> Verdict<Option<NaiveDate>> {
    let held = faits.obligations.iter().filter(|(_, until)| *until >= jour).max_by_key(|(_, until)| *until);
    let (until, sentence) = match held {
        Some((qui, until)) => {
            (Some(*until), format!("{qui} oblige à conserver ce dossier jusqu'au {}", phrase::jour(until)))
        }
        None => (None, "aucune obligation de conservation ne court".to_owned()),
    };
    Verdict::new(referentiel, "effacement", until, sentence).fait("obligations connues", faits.obligations.len())
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    #[test]
    fn a_funder_keeps_whole_years_after_that_in_which_the_operation_ends() {
        let rules = livre("lyon").unwrap();
        assert_eq!(jusquau(&rules, d("2026-12-31")).conclusion, d("2033-12-31"));
        assert_eq!(jusquau(&rules, d("2027-01-01")).conclusion, d("2034-12-31"));
    }

    #[test]
    fn a_file_leaves_the_active_base_two_years_after_the_last_contact() {
        let lyon = livre("lyon").unwrap();
        let faits = Faits { dernier_contact: d("2024-02-29"), obligations: vec![] };
        let due = echeances(&lyon, &faits).conclusion;
        assert_eq!((due.archivage_le, due.anonymisation_le), (d("2026-02-28"), d("2029-02-28")));
    }

    #[test]
    fn the_funder_holds_it_until_the_last_day_of_its_duty_included() {
        let lyon = livre("lyon").unwrap();
        let obligations = vec![("l'opération 201600123".to_owned(), d("2030-12-31"))];
        let faits = Faits { dernier_contact: d("2024-02-29"), obligations };
        assert_eq!(echeances(&lyon, &faits).conclusion.anonymisation_le, d("2031-01-01"));
        assert_eq!(retenue(&lyon, &faits, d("2030-12-31")).conclusion, Some(d("2030-12-31")));
        assert_eq!(retenue(&lyon, &faits, d("2031-01-01")).conclusion, None);
    }
}
