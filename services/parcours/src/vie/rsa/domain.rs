//! Whether somebody receives the RSA on a day, by the records of their file.

use chrono::NaiveDate;
use kernel::{
    fait::{self, Fait},
    kind,
};
use referentiel::regles::{cadrage::Beneficiaire, eligibilite::Reponse};

/// A record of a file.
pub(crate) type Situation = Fait<kind::Situation, Reponse>;

/// Whether the person receives it on this day, by what is known now.
pub(crate) fn le(situations: &[Situation], jour: NaiveDate) -> Beneficiaire {
    let known = situations.iter().map(|one| one.saisi_le).max().map(|now| fait::connus(situations, now));
    let held = fait::en_vigueur(known.into_iter().flatten(), jour);
    let said = held.and_then(|one| Some(Beneficiaire::selon(one.valeur?, one.periode.du)));
    said.unwrap_or(Beneficiaire::Inconnu)
}

#[cfg(test)]
mod tests {
    use kernel::{Id, calendrier::Periode};
    use testdata::{d, t};

    use super::*;

    fn told(id: u128, reponse: Option<Reponse>, du: &str, au: Option<&str>, remplace: Option<u128>) -> Situation {
        Fait {
            id: Id::from_u128(id),
            valeur: reponse,
            periode: Periode { du: d(du), au: au.map(d) },
            saisi_le: t("2026-02-03T09:00:00Z"),
            remplace: remplace.map(Id::from_u128),
        }
    }

    #[test]
    fn what_holds_on_the_day_is_the_answer_and_what_nobody_told_is_unknown() {
        let all = [
            told(1, Some(Reponse::Oui), "2026-01-01", Some("2026-06-30"), None),
            told(2, Some(Reponse::Non), "2026-07-01", None, None),
        ];
        let yes = Beneficiaire::Oui { depuis: d("2026-01-01") };
        assert_eq!(
            ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"].map(|jour| le(&all, d(jour))),
            [Beneficiaire::Inconnu, yes, yes, Beneficiaire::Non]
        );
        assert_eq!(le(&[], d("2026-07-01")), Beneficiaire::Inconnu);
    }

    #[test]
    fn a_record_that_was_corrected_or_withdrawn_says_nothing_more_in_whatever_order_it_was_heard() {
        let wrong = told(1, Some(Reponse::Oui), "2026-01-01", None, None);
        let corrected = told(2, Some(Reponse::Non), "2026-01-01", None, Some(1));
        assert_eq!(le(&[corrected.clone(), wrong.clone()], d("2026-02-01")), Beneficiaire::Non);
        let withdrawn = told(3, None, "2026-01-01", None, Some(2));
        assert_eq!(le(&[withdrawn, wrong, corrected], d("2026-02-01")), Beneficiaire::Inconnu);
    }
}
