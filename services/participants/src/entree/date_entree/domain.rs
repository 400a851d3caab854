//! What became of a person at the appointments of a candidature.

use chrono::NaiveDate;
use emargement_api::NatureRendezVous;
use referentiel::regles::entree::Faits;

use crate::entree::candidature::domain::Candidature;

/// What became of a person at an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Presence {
    pub(crate) nature: NatureRendezVous,
    pub(crate) jour: NaiveDate,
    pub(crate) present: bool,
    /// Did not come, and said why.
    pub(crate) excuse: bool,
}

/// What is known of the entry procedure: the first diagnostic appointment that was kept, the decision, the contract.
pub(crate) fn faits(candidature: &Candidature, presences: &[Presence], engagement: Option<NaiveDate>) -> Faits {
    Faits {
        entretien_diagnostic: entretiens(presences).first().copied(),
        commission_favorable: candidature.decidee_le.filter(|_| candidature.validee()),
        contrat_signe: engagement,
    }
}

/// The days of the diagnostic appointments that were kept.
pub(crate) fn entretiens(presences: &[Presence]) -> Vec<NaiveDate> {
    let kept = presences.iter().filter(|one| one.present && one.nature == NatureRendezVous::Diagnostic);
    kept.map(|one| one.jour).collect()
}

/// The days of the appointments that were missed without a reason, whatever they were, until the person entered.
pub(crate) fn manques(presences: &[Presence], entree: Option<NaiveDate>) -> Vec<NaiveDate> {
    let before = |jour: NaiveDate| entree.is_none_or(|entree| jour < entree);
    let missed = presences.iter().filter(|one| !one.present && !one.excuse && before(one.jour));
    missed.map(|one| one.jour).collect()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use NatureRendezVous as N;

    fn presence(nature: N, jour: &str, present: bool, excuse: bool) -> Presence {
        Presence { nature, jour: d(jour), present, excuse }
    }

    #[test]
    fn an_appointment_of_any_nature_is_missed_and_an_excused_one_is_not() {
        let days = [
            presence(N::Diagnostic, "2021-01-12", false, false),
            presence(N::Atelier, "2021-01-14", false, false),
            presence(N::Diagnostic, "2021-01-19", false, true),
            presence(N::Entretien, "2021-01-26", true, false),
        ];
        assert_eq!(manques(&days, None), [d("2021-01-12"), d("2021-01-14")]);
        assert_eq!(entretiens(&days), []);
    }

    #[test]
    fn what_is_missed_from_the_entry_on_is_the_business_of_the_accompaniment() {
        let days =
            [presence(N::Diagnostic, "2021-01-31", false, false), presence(N::Entretien, "2021-02-01", false, false)];
        assert_eq!(manques(&days, Some(d("2021-02-01"))), [d("2021-01-31")]);
    }

    #[test]
    fn only_a_diagnostic_appointment_that_was_kept_may_give_the_entry_date() {
        let days = [
            presence(N::Atelier, "2021-01-12", true, false),
            presence(N::Diagnostic, "2021-01-14", false, false),
            presence(N::Diagnostic, "2021-01-19", true, false),
        ];
        assert_eq!(entretiens(&days), [d("2021-01-19")]);
    }
}
