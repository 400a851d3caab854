//! Deadline of the diagnosis, and what it recommends to the commission (seed 003: six weeks from the assignment, « des
//! préconisations précises »).

use chrono::NaiveDate;
use kernel::{calendrier, phrase};

use crate::{Attendu, Referentiel, Verdict};

/// The diagnosis of a candidature assigned on `affectee_le`; `None` where the territory sets no deadline.
#[must_use]
pub fn delai(referentiel: &Referentiel, affectee_le: NaiveDate) -> Option<Attendu> {
    let limite = calendrier::plus_jours(affectee_le, referentiel.diagnostic?.delai_jours);
    let warned = referentiel.alertes.diagnostic;
    let attendu = Attendu::new(referentiel, "delai_diagnostic", "diagnostic à présenter", limite, warned);
    Some(attendu.fait("affectée le", affectee_le))
}

/// How many diagnostic appointments were kept, of those that the territory foresees on average: for
/// information, a diagnosis may take fewer or more.
#[must_use]
pub fn rendez_vous(referentiel: &Referentiel, tenus: usize) -> Option<Verdict<bool>> {
    let rule = referentiel.diagnostic?;
    let enough = u32::try_from(tenus).is_ok_and(|tenus| tenus >= rule.rendez_vous);
    let sentence =
        format!("rendez-vous de diagnostic : {}, {} en moyenne", phrase::nombre(tenus, "tenu"), rule.rendez_vous);
    Some(Verdict::new(referentiel, "rendez_vous_diagnostic", enough, sentence).fait("rendez-vous tenus", tenus))
}

/// Whether the diagnosis recommends something (`dite`), which the commission awaits; `None` where the territory asks for nothing.
#[must_use]
pub fn preconisation(referentiel: &Referentiel, dite: bool) -> Option<Verdict<bool>> {
    referentiel.diagnostic.filter(|rule| rule.preconisation)?;
    let sentence = if dite {
        "le diagnostic porte une préconisation"
    } else {
        "préconisation attendue : vers le PLIE ou vers une autre mesure"
    };
    Some(Verdict::new(referentiel, "preconisation", dite, sentence))
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn clermont_gives_six_weeks_from_the_assignment() {
        let clermont = livre("clermont").unwrap();
        let on = |au| {
            let verdict = delai(&clermont, d("2015-01-15")).unwrap().le(d(au));
            (verdict.conclusion, verdict.raison.jours_restants.unwrap())
        };
        assert_eq!(on("2015-02-20"), (EtatEcheance::Proche, 6));
        assert_eq!(on("2015-02-26"), (EtatEcheance::DernierJour, 0));
        assert_eq!(on("2015-02-27"), (EtatEcheance::Depassee, -1));
    }

    #[test]
    fn a_territory_without_the_rule_has_no_deadline() {
        assert_eq!(delai(&livre("lyon").unwrap(), d("2015-01-15")), None);
    }

    #[test]
    fn clermont_takes_two_appointments_on_average() {
        let clermont = livre("clermont").unwrap();
        let on = |tenus| rendez_vous(&clermont, tenus).unwrap().conclusion;
        assert_eq!([on(0), on(1), on(2), on(3)], [false, false, true, true]);
        assert!(rendez_vous(&livre("lyon").unwrap(), 2).is_none());
    }

    #[test]
    fn clermont_awaits_a_recommendation_and_lyon_does_not() {
        let clermont = livre("clermont").unwrap();
        let said = |dite| preconisation(&clermont, dite).unwrap();
        assert!(said(true).conclusion);
        let missing = said(false);
        let expected = "préconisation attendue : vers le PLIE ou vers une autre mesure";
        assert_eq!((missing.conclusion, missing.raison.explication.as_str()), (false, expected));
        assert_eq!(preconisation(&livre("lyon").unwrap(), false), None);
    }
}
