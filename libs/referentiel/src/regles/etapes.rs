//! Rhythm of étapes: at most so long without one (seed 001), at least so many a year (seed 002).

use chrono::NaiveDate;
use kernel::calendrier::{self, Periode};

use crate::{Echeance, EtatEcheance, Referentiel, Verdict};

/// The étapes of a parcours and what stops the clock.
#[derive(Debug, Clone, Default)]
pub struct Faits {
    /// Entry in the PLIE.
    pub entree: NaiveDate,
    /// Étapes started, whether ended or not.
    pub etapes: Vec<Periode>,
    /// Suspensions decided.
    pub suspensions: Vec<Periode>,
}

/// Where the "no more than N months without étape" rule stands on `au`. An étape in progress stops
/// the clock; the days suspended since the last étape move the limit, until it has passed: a suspension
/// decided afterwards leaves the breach. `None` where the territory has no such rule.
#[must_use]
pub fn ecart(referentiel: &Referentiel, faits: &Faits, au: NaiveDate) -> Option<Verdict<EtatEcheance>> {
    let months = referentiel.etapes.ecart_max_mois?;
    let started = || faits.etapes.iter().filter(|etape| etape.du <= au);
    if let Some(etape) = started().find(|etape| etape.contient(au)) {
        let verdict = Verdict::new(referentiel, "ecart_sans_etape", EtatEcheance::EnCours, "une étape est en cours");
        return Some(verdict.fait("étape commencée le", etape.du));
    }
    let since = started().filter_map(|etape| etape.au).max().unwrap_or(faits.entree);
    let unmoved = calendrier::plus_mois(since, months);
    let suspended = suspendus(&faits.suspensions, since, unmoved, au);
    let limite = calendrier::plus_jours(unmoved, suspended);
    let echeance = Echeance { limite, alerte_jours: referentiel.alertes.etape };
    Some(
        echeance
            .verdict(referentiel, "ecart_sans_etape", "étape à commencer", au)
            .fait("sans étape depuis le", since)
            .fait("jours de suspension", suspended),
    )
}

/// Days suspended after `depuis`. Each suspension moves the limit only if it begins within it.
fn suspendus(suspensions: &[Periode], depuis: NaiveDate, limite: NaiveDate, au: NaiveDate) -> i64 {
    let mut suspensions = suspensions.to_vec();
    suspensions.sort_by_key(|suspension| suspension.du);
    suspensions.into_iter().fold(0, |days, suspension| {
        let within = suspension.du <= calendrier::plus_jours(limite, days);
        if within { days + jours_apres(suspension, depuis, au) } else { days }
    })
}

/// Days of `suspension` after `depuis`; one that still runs counts up to `au`.
fn jours_apres(suspension: Periode, depuis: NaiveDate, au: NaiveDate) -> i64 {
    let from = suspension.du.max(calendrier::plus_jours(depuis, 1));
    let to = suspension.au.unwrap_or(au);
    (calendrier::jours_entre(from, to) + 1).max(0)
}

/// Where "so many étapes in each twelve months from the entry" stands on `au`. A year that ended
/// short is a breach until the next one ends. `None` where the territory has no such rule.
#[must_use]
pub fn par_douze_mois(referentiel: &Referentiel, faits: &Faits, au: NaiveDate) -> Option<Verdict<EtatEcheance>> {
    let required = referentiel.etapes.par_12_mois?;
    let mut start = faits.entree;
    let mut short_year = None;
    while calendrier::plus_mois(start, 12) <= au {
        short_year = (commencees(faits, start, au) < required).then_some(start);
        start = calendrier::plus_mois(start, 12);
    }
    let judged = short_year.unwrap_or(start);
    let count = commencees(faits, judged, au);
    let limite = calendrier::plus_jours(calendrier::plus_mois(judged, 12), -1);
    let echeance = Echeance { limite, alerte_jours: referentiel.alertes.etape };
    let verdict = if count >= required {
        Verdict::new(referentiel, "etapes_par_douze_mois", EtatEcheance::EnCours, "nombre d'étapes atteint")
    } else {
        echeance.verdict(referentiel, "etapes_par_douze_mois", "étapes à commencer", au)
    };
    Some(verdict.fait("étapes commencées", count).fait("étapes attendues", required).fait("depuis le", judged))
}

fn commencees(faits: &Faits, year: NaiveDate, au: NaiveDate) -> usize {
    let end = calendrier::plus_mois(year, 12);
    faits.etapes.iter().filter(|etape| etape.du >= year && etape.du < end && etape.du <= au).count()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn periode(du: &str, au: &str) -> Periode {
        Periode { du: d(du), au: Some(d(au)) }
    }

    fn f() -> Faits {
        Faits { entree: d("2020-06-01"), etapes: vec![periode("2020-11-02", "2021-02-15")], suspensions: vec![] }
    }

    fn on(faits: &Faits, au: &str) -> (EtatEcheance, i64) {
        let verdict = ecart(&livre("dijon").unwrap(), faits, d(au)).unwrap();
        (verdict.conclusion, verdict.raison.jours_restants.unwrap())
    }

    #[test]
    fn four_months_without_etape_are_announced_thirty_days_ahead() {
        assert_eq!(on(&f(), "2021-05-15"), (EtatEcheance::EnCours, 31));
        assert_eq!(on(&f(), "2021-05-16"), (EtatEcheance::Proche, 30));
        assert_eq!(on(&f(), "2021-06-15"), (EtatEcheance::DernierJour, 0));
        assert_eq!(on(&f(), "2021-06-16"), (EtatEcheance::Depassee, -1));
    }

    #[test]
    fn a_suspension_of_31_days_moves_the_last_day() {
        let suspended = Faits { suspensions: vec![periode("2021-03-01", "2021-03-31")], ..f() };
        assert_eq!(on(&suspended, "2021-07-16"), (EtatEcheance::DernierJour, 0));
    }

    #[test]
    fn a_suspension_before_the_last_etape_moves_nothing() {
        let suspended = Faits { suspensions: vec![periode("2020-07-01", "2020-07-31")], ..f() };
        assert_eq!(on(&suspended, "2021-06-15"), (EtatEcheance::DernierJour, 0));
    }

    #[test]
    fn a_suspension_after_the_last_day_leaves_the_breach() {
        let suspended = |du, au| Faits { suspensions: vec![periode(du, au)], ..f() };
        let on_the_last_day = suspended("2021-06-15", "2021-07-15");
        assert_eq!(on(&on_the_last_day, "2021-07-16"), (EtatEcheance::DernierJour, 0), "31 days");
        let a_day_late = suspended("2021-06-16", "2021-08-15");
        assert_eq!(
            on(&a_day_late, "2021-08-15"),
            (EtatEcheance::Depassee, -61),
            "61 days without étape nor suspension"
        );
        let early = periode("2021-03-01", "2021-03-31");
        let moved = |du| Faits { suspensions: vec![periode(du, "2021-07-31"), early], ..f() };
        assert_eq!(on(&moved("2021-07-16"), "2021-08-01"), (EtatEcheance::DernierJour, 0), "the limit had moved to it");
        assert_eq!(on(&moved("2021-07-17"), "2021-08-01"), (EtatEcheance::Depassee, -16));
    }

    #[test]
    fn an_etape_in_progress_stops_the_clock() {
        let running = Faits { etapes: vec![Periode { du: d("2021-01-01"), au: None }], ..f() };
        let verdict = ecart(&livre("dijon").unwrap(), &running, d("2022-01-01")).unwrap();
        assert_eq!(verdict.conclusion, EtatEcheance::EnCours);
    }

    #[test]
    fn one_etape_in_the_first_year_is_announced_then_a_breach() {
        let lyon = livre("lyon").unwrap();
        let g =
            Faits { entree: d("2017-03-16"), etapes: vec![periode("2017-05-01", "2017-10-31")], suspensions: vec![] };
        let state = |au| par_douze_mois(&lyon, &g, d(au)).unwrap().conclusion;
        assert_eq!(state("2018-02-12"), EtatEcheance::EnCours);
        assert_eq!(state("2018-02-14"), EtatEcheance::Proche);
        assert_eq!(state("2018-03-16"), EtatEcheance::Depassee);
    }

    #[test]
    fn two_etapes_in_the_year_keep_the_rule() {
        let g = Faits {
            entree: d("2017-03-16"),
            etapes: vec![periode("2017-05-01", "2017-10-31"), periode("2018-03-15", "2018-04-15")],
            suspensions: vec![],
        };
        assert_eq!(
            par_douze_mois(&livre("lyon").unwrap(), &g, d("2018-03-15")).unwrap().conclusion,
            EtatEcheance::EnCours
        );
        let next_year = par_douze_mois(&livre("lyon").unwrap(), &g, d("2018-03-16")).unwrap();
        assert_eq!(next_year.raison.jours_restants, Some(364), "a new year of twelve months has begun");
    }
}
