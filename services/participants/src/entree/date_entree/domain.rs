//! What became of a person at the appointments of a candidature, and the day of the entry that was wrong.

use chrono::NaiveDate;
use emargement_api::NatureRendezVous;
use kernel::{Refus, phrase};
use problem::FieldError;
use referentiel::{
    Verdict,
    regles::{
        eligibilite::{Conclusion, Etat},
        entree::Faits,
    },
};

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

/// The day of an entry is corrected once it was told.
pub(crate) fn prononcee(candidature: &Candidature) -> Result<NaiveDate, Refus> {
    candidature.entree_le.ok_or_else(|| Refus::new("Aucune date d'entrée n'est encore prononcée."))
}

/// Whether the entry may be on another day than the one that was told: between the filing and today, before the exit, and while the person was in the PLIE by none of the `autres` candidatures. Of an entry that
/// was taken over nothing but its day is known: its filing is told to be on that day.
pub(crate) fn deplacable(
    candidature: &Candidature,
    autres: &[Candidature],
    jour: NaiveDate,
    today: NaiveDate,
) -> Result<(), FieldError> {
    let refuse = |code, detail: String| Err(FieldError::new("/entree_le", code, detail));
    if candidature.entree_le == Some(jour) {
        return refuse("identique", format!("l'entrée est déjà au {}", phrase::jour(jour)));
    }
    if jour > today {
        return refuse("futur", "une entrée n'est pas prononcée pour un jour à venir".to_owned());
    }
    if jour < candidature.deposee_le && !candidature.reprise() {
        let detail = format!(
            "la candidature est déposée le {} : l'entrée ne la précède pas",
            phrase::jour(candidature.deposee_le)
        );
        return refuse("incoherent", detail);
    }
    if let Some(left) = candidature.suivi_termine_le.filter(|left| jour >= *left) {
        return refuse(
            "incoherent",
            format!("la personne est sortie le {} : l'entrée précède la sortie", phrase::jour(left)),
        );
    }
    let within = |one: &&Candidature| {
        one.entree_le.is_some_and(|entered| entered <= jour) && one.suivi_termine_le.is_none_or(|left| jour < left)
    };
    match autres.iter().find(within) {
        Some(_) => refuse("incoherent", "la personne était alors au PLIE par une autre candidature".to_owned()),
        None => Ok(()),
    }
}

/// Who was eligible on the day that was told, or may have been, is not moved to a day on which they are not.
pub(crate) fn toujours_eligible(avant: Etat, verdict: &Verdict<Conclusion>) -> Result<(), FieldError> {
    if verdict.conclusion.etat == Etat::NonRempli && avant != Etat::NonRempli {
        let detail = format!("ce jour-là : {}", verdict.raison.explication);
        return Err(FieldError::new("/entree_le", "ineligible", detail));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use participants_api::EtatCandidature;
    use testdata::d;

    use super::*;
    use NatureRendezVous as N;

    /// Filed on 2 February 2026, decided and entered on the 12th.
    fn entree() -> Candidature {
        let filed = Candidature::deposer(Id::MIN, Id::MIN, None, d("2026-02-02"));
        let day = Some(d("2026-02-12"));
        Candidature { etat: EtatCandidature::Validee, decidee_le: day, entree_le: day, ..filed }
    }

    #[test]
    fn an_entry_is_moved_between_the_filing_and_today_and_not_where_it_is() {
        let to = |jour: &str| deplacable(&entree(), &[], d(jour), d("2026-03-10")).map_err(|error| error.code);
        assert_eq!(to("2026-02-01"), Err("incoherent".to_owned()));
        assert_eq!(to("2026-02-02"), Ok(()));
        assert_eq!(to("2026-02-12"), Err("identique".to_owned()));
        assert_eq!(to("2026-03-10"), Ok(()));
        assert_eq!(to("2026-03-11"), Err("futur".to_owned()));
        let waiting = Candidature { entree_le: None, ..entree() };
        assert!(prononcee(&waiting).is_err(), "nothing was told");
    }

    #[test]
    fn an_entry_precedes_the_exit() {
        let left = Candidature { suivi_termine_le: Some(d("2026-03-01")), ..entree() };
        let to = |jour: &str| deplacable(&left, &[], d(jour), d("2026-03-10")).is_ok();
        assert_eq!((to("2026-02-28"), to("2026-03-01")), (true, false), "the first day out");
    }

    #[test]
    fn nobody_enters_while_they_are_in_the_plie_already() {
        let former = |left: Option<&str>| Candidature {
            entree_le: Some(d("2025-01-10")),
            suivi_termine_le: left.map(d),
            ..entree()
        };
        let to = |jour: &str, autre| deplacable(&entree(), &[autre], d(jour), d("2026-03-10")).is_ok();
        assert!(!to("2026-02-04", former(Some("2026-02-05"))));
        assert!(to("2026-02-05", former(Some("2026-02-05"))), "the first day out");
        assert!(!to("2026-02-05", former(None)));
    }

    #[test]
    fn an_entry_that_was_taken_over_goes_before_its_filing() {
        let told = Candidature::reprendre(Id::MIN, Id::MIN, None, Id::MIN, d("2024-05-02"));
        assert!(deplacable(&told, &[], d("2024-04-02"), d("2026-03-10")).is_ok());
    }

    #[test]
    fn who_was_eligible_is_not_moved_to_a_day_on_which_they_are_not() {
        let rules = referentiel::livre("lyon").unwrap();
        let verdict = |etat| Verdict::new(&rules, "eligibilite_plie", Conclusion { etat, criteres: vec![] }, "—");
        assert!(toujours_eligible(Etat::Rempli, &verdict(Etat::NonRempli)).is_err());
        assert!(toujours_eligible(Etat::PreuveManquante, &verdict(Etat::NonRempli)).is_err());
        assert!(toujours_eligible(Etat::Rempli, &verdict(Etat::PreuveManquante)).is_ok());
        assert!(toujours_eligible(Etat::NonRempli, &verdict(Etat::NonRempli)).is_ok(), "the commission derogated");
    }

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
