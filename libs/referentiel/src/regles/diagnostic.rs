//! Deadline of the diagnosis (seed 003: six weeks from the assignment).

use chrono::NaiveDate;
use kernel::calendrier;

use crate::{Echeance, EtatEcheance, Referentiel, Verdict};

/// Where the diagnosis of a candidature assigned on `affectee_le` stands on `au`; `None` where the
/// territory sets no deadline.
#[must_use]
pub fn delai(referentiel: &Referentiel, affectee_le: NaiveDate, au: NaiveDate) -> Option<Verdict<EtatEcheance>> {
    let rule = referentiel.diagnostic?;
    let echeance = Echeance {
        limite: calendrier::plus_jours(affectee_le, rule.delai_jours),
        alerte_jours: referentiel.alertes.diagnostic,
    };
    Some(
        echeance
            .verdict(referentiel, "delai_diagnostic", "diagnostic à présenter", au)
            .fait("affectée le", affectee_le),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::livre;

    #[test]
    fn clermont_gives_six_weeks_from_the_assignment() {
        let clermont = livre("clermont").unwrap();
        let on = |au: &str| {
            let verdict = delai(&clermont, "2015-01-15".parse().unwrap(), au.parse().unwrap()).unwrap();
            (verdict.conclusion, verdict.raison.jours_restants.unwrap())
        };
        assert_eq!(on("2015-02-20"), (EtatEcheance::Proche, 6));
        assert_eq!(on("2015-02-26"), (EtatEcheance::DernierJour, 0));
        assert_eq!(on("2015-02-27"), (EtatEcheance::Depassee, -1));
    }

    #[test]
    fn a_territory_without_the_rule_has_no_deadline() {
        let day = "2015-01-15".parse().unwrap();
        assert!(delai(&livre("lyon").unwrap(), day, day).is_none());
    }
}
