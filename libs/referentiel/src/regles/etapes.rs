//! Rhythm of étapes: at most so long without one (seed 001), at least so many a year (seed 002).

use chrono::NaiveDate;
use kernel::calendrier::{self, Periode};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Attendu, Referentiel};

/// The étapes of a parcours and what stops the clock.
#[derive(Debug, Clone, Default)]
pub struct Faits {
    /// Entry in the PLIE.
    pub entree: NaiveDate,
    /// Étapes started, whether ended or not.
    pub etapes: Vec<Periode>,
    /// Days on which no étape is owed: suspensions, veilles, and jobs that were followed. Each day counts once.
    pub arrets: Vec<Periode>,
    /// The first day of which all étapes are known; from the entry on otherwise.
    pub connu_depuis: Option<NaiveDate>,
}

/// The étape to begin so that there are "no more than N months without étape". An étape in progress stops the clock, and
/// so does a suspension without end; the days suspended or followed in a job since the last étape move the limit, until it
/// has passed: a suspension decided afterwards leaves the breach. Of whom the past is not known, the months are counted from
/// the first day that is. `None` where nothing is asked.
#[must_use]
pub fn ecart(referentiel: &Referentiel, faits: &Faits) -> Option<Attendu> {
    let months = referentiel.etapes.ecart_max_mois?;
    let ends: Option<Vec<_>> = faits.etapes.iter().map(|etape| etape.au).collect();
    let since = ends?.into_iter().max().map_or(faits.entree, |end| end.max(faits.entree));
    let inconnu_avant = faits.connu_depuis.filter(|connu| *connu > since);
    let since = inconnu_avant.unwrap_or(since);
    let unmoved = calendrier::plus_mois(since, months);
    let stopped = arretes(&faits.arrets, since, unmoved)?;
    let limite = calendrier::plus_jours(unmoved, stopped);
    let attendu = Attendu::new(referentiel, "ecart_sans_etape", "étape à commencer", limite, referentiel.alertes.etape);
    let attendu = attendu.inconnu_avant(inconnu_avant);
    Some(attendu.fait("sans étape depuis le", since).fait("jours d'arrêt", stopped))
}

/// Share of so many `personnes` of whom no étape has begun, in per cent, to the tenth; `None` of nobody. Seed 001: « faire baisser
/// la part des participants sans étape de parcours, soit 40% ». Unverified: whoever began one, ended or not, is not without.
#[must_use]
pub fn part_sans(sans: u32, personnes: u32) -> Option<Decimal> {
    let part = Decimal::from(sans).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(personnes))?;
    let mut part = part.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    part.rescale(1);
    Some(part)
}

/// Days stopped after `depuis`, each once: days that stop the clock move the limit only if they begin within it. `None` when
/// some of those have no end.
fn arretes(arrets: &[Periode], depuis: NaiveDate, limite: NaiveDate) -> Option<i64> {
    let mut arrets = arrets.to_vec();
    arrets.sort_by_key(|arret| arret.du);
    let counted = arrets.into_iter().try_fold((0, depuis), |(days, last), arret| {
        if arret.du > calendrier::plus_jours(limite, days) {
            return Some((days, last));
        }
        Some((days + jours_apres(arret, last)?, last.max(arret.au?)))
    });
    counted.map(|(days, _)| days)
}

/// Days of `arret` after `depuis`; `None` while it has no end.
fn jours_apres(arret: Periode, depuis: NaiveDate) -> Option<i64> {
    let from = arret.du.max(calendrier::plus_jours(depuis, 1));
    Some((calendrier::jours_entre(from, arret.au?) + 1).max(0))
}

/// Nothing is known from so many years after the entry on.
const CENT_ANS: u32 = 100;

/// The étapes to begin so that there are "so many in each twelve months from the entry": those of the first twelve months
/// that are short after the last that were not. A year that ended short is a breach until a later one has its étapes; one
/// that began before all is known is none.
/// `None` where the territory has no such rule.
#[must_use]
pub fn par_douze_mois(referentiel: &Referentiel, faits: &Faits) -> Option<Attendu> {
    let required = referentiel.etapes.par_12_mois?;
    let year = |rank: u32| calendrier::plus_mois(faits.entree, 12 * rank);
    let last = faits.etapes.iter().map(|etape| etape.du).max().unwrap_or(faits.entree);
    let begun = (0..).take_while(|rank| *rank == 0 || year(*rank) <= last);
    let kept = begun.filter(|rank| commencees(faits, year(*rank), year(rank + 1)) >= required).last();
    let after = kept.map_or(0, |rank| rank + 1);
    let connu_depuis = faits.connu_depuis.unwrap_or(faits.entree);
    let due = (after..CENT_ANS).find(|rank| year(*rank) >= connu_depuis)?;
    let inconnu_avant = faits.connu_depuis.filter(|_| due > after);
    let (start, end) = (year(due), year(due + 1));
    let limite = calendrier::plus_jours(end, -1);
    let attendu =
        Attendu::new(referentiel, "etapes_par_douze_mois", "étapes à commencer", limite, referentiel.alertes.etape);
    let count = commencees(faits, start, end);
    let attendu = attendu.inconnu_avant(inconnu_avant);
    Some(attendu.fait("étapes commencées", count).fait("étapes attendues", required).fait("depuis le", start))
}

fn commencees(faits: &Faits, du: NaiveDate, avant: NaiveDate) -> usize {
    faits.etapes.iter().filter(|etape| etape.du >= du && etape.du < avant).count()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn four_of_ten_without_étape_are_forty_per_cent_and_nobody_is_no_share() {
        let told = |sans, personnes| part_sans(sans, personnes).map(|part| part.to_string());
        assert_eq!(told(4, 10).as_deref(), Some("40.0"));
        assert_eq!(told(2, 3).as_deref(), Some("66.7"));
        assert_eq!((told(0, 10).as_deref(), told(0, 0)), (Some("0.0"), None));
    }

    fn periode(du: &str, au: &str) -> Periode {
        Periode { du: d(du), au: Some(d(au)) }
    }

    fn f() -> Faits {
        Faits {
            entree: d("2020-06-01"),
            etapes: vec![periode("2020-11-02", "2021-02-15")],
            arrets: vec![],
            connu_depuis: None,
        }
    }

    fn on(faits: &Faits, au: &str) -> (EtatEcheance, i64) {
        let verdict = ecart(&livre("dijon").unwrap(), faits).unwrap().le(d(au));
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
        let suspended = Faits { arrets: vec![periode("2021-03-01", "2021-03-31")], ..f() };
        assert_eq!(on(&suspended, "2021-07-16"), (EtatEcheance::DernierJour, 0));
    }

    #[test]
    fn a_suspension_before_the_last_etape_moves_nothing() {
        let suspended = Faits { arrets: vec![periode("2020-07-01", "2020-07-31")], ..f() };
        assert_eq!(on(&suspended, "2021-06-15"), (EtatEcheance::DernierJour, 0));
    }

    #[test]
    fn a_suspension_after_the_last_day_leaves_the_breach() {
        let suspended = |du, au| Faits { arrets: vec![periode(du, au)], ..f() };
        let on_the_last_day = suspended("2021-06-15", "2021-07-15");
        assert_eq!(on(&on_the_last_day, "2021-07-16"), (EtatEcheance::DernierJour, 0), "31 days");
        let a_day_late = suspended("2021-06-16", "2021-08-15");
        assert_eq!(
            on(&a_day_late, "2021-08-15"),
            (EtatEcheance::Depassee, -61),
            "61 days without étape nor suspension"
        );
        let early = periode("2021-03-01", "2021-03-31");
        let moved = |du| Faits { arrets: vec![periode(du, "2021-07-31"), early], ..f() };
        assert_eq!(on(&moved("2021-07-16"), "2021-08-01"), (EtatEcheance::DernierJour, 0), "the limit had moved to it");
        assert_eq!(on(&moved("2021-07-17"), "2021-08-01"), (EtatEcheance::Depassee, -16));
    }

    #[test]
    fn a_day_that_is_stopped_twice_counts_once() {
        let limite = |arrets: &[(&str, &str)]| {
            let arrets = arrets.iter().map(|(du, au)| periode(du, au)).collect();
            ecart(&livre("dijon").unwrap(), &Faits { arrets, ..f() }).unwrap().limite
        };
        let march = ("2021-03-01", "2021-03-31");
        assert_eq!(limite(&[march, ("2021-03-31", "2021-04-01")]), d("2021-07-17"), "32 days");
        assert_eq!(limite(&[march, ("2021-03-10", "2021-03-20")]), d("2021-07-16"), "31 days");
    }

    #[test]
    fn an_etape_that_ended_before_the_entry_leaves_the_months_that_follow_it() {
        let before = |au| ecart(&livre("dijon").unwrap(), &Faits { etapes: vec![periode("2020-01-06", au)], ..f() });
        assert_eq!(before("2020-05-31").unwrap().limite, d("2020-10-01"), "four months after the entry");
        assert_eq!(before("2020-06-02").unwrap().limite, d("2020-10-02"));
    }

    #[test]
    fn an_etape_in_progress_stops_the_clock() {
        let running = Faits { etapes: vec![Periode { du: d("2021-01-01"), au: None }], ..f() };
        assert_eq!(ecart(&livre("dijon").unwrap(), &running), None);
    }

    #[test]
    fn a_veille_without_end_stops_the_clock_unless_the_limit_had_passed() {
        let dijon = livre("dijon").unwrap();
        let since = |du| Faits { arrets: vec![Periode { du: d(du), au: None }], ..f() };
        assert_eq!(ecart(&dijon, &since("2021-06-15")), None);
        assert_eq!(ecart(&dijon, &since("2021-06-16")).unwrap().limite, d("2021-06-15"));
    }

    #[test]
    fn what_was_before_the_history_is_known_is_no_breach() {
        let dijon = livre("dijon").unwrap();
        let known = |connu: &str| ecart(&dijon, &Faits { connu_depuis: Some(d(connu)), ..f() }).unwrap();
        let later = known("2021-09-01");
        assert_eq!((later.limite, later.inconnu_avant), (d("2022-01-01"), Some(d("2021-09-01"))));
        let sentence = later.le(d("2021-10-01")).raison.explication;
        assert!(sentence.ends_with("(inconnu avant le 01/09/2021)"), "{sentence}");
        let the_day_after = known("2021-02-16");
        assert_eq!((the_day_after.limite, the_day_after.inconnu_avant), (d("2021-06-16"), Some(d("2021-02-16"))));
        let the_last_day = known("2021-02-15");
        assert_eq!(
            (the_last_day.limite, the_last_day.inconnu_avant),
            (d("2021-06-15"), None),
            "all that counts is known"
        );
    }

    #[test]
    fn the_first_year_that_is_judged_is_known_from_its_first_day_on() {
        let lyon = livre("lyon").unwrap();
        let known = |connu: &str| {
            let faits = Faits { entree: d("2017-03-16"), connu_depuis: Some(d(connu)), ..Faits::default() };
            let due = par_douze_mois(&lyon, &faits).unwrap();
            (due.limite, due.inconnu_avant.is_some())
        };
        assert_eq!(known("2017-03-16"), (d("2018-03-15"), false), "all is known");
        assert_eq!(known("2017-03-17"), (d("2019-03-15"), true));
        assert_eq!(known("2018-03-16"), (d("2019-03-15"), true));
        assert_eq!(known("2018-03-17"), (d("2020-03-15"), true));
    }

    #[test]
    fn one_etape_in_the_first_year_is_announced_then_a_breach() {
        let lyon = livre("lyon").unwrap();
        let g = Faits {
            entree: d("2017-03-16"),
            etapes: vec![periode("2017-05-01", "2017-10-31")],
            arrets: vec![],
            connu_depuis: None,
        };
        let state = |au| par_douze_mois(&lyon, &g).unwrap().etat(d(au));
        assert_eq!(state("2018-02-12"), EtatEcheance::EnCours);
        assert_eq!(state("2018-02-14"), EtatEcheance::Proche);
        assert_eq!(state("2018-03-16"), EtatEcheance::Depassee);
    }

    #[test]
    fn two_etapes_in_the_year_keep_the_rule_until_the_end_of_the_next_one() {
        let lyon = livre("lyon").unwrap();
        let begun = |du: &[&str]| {
            let etapes = du.iter().map(|du| Periode { du: d(du), au: None }).collect();
            par_douze_mois(&lyon, &Faits { entree: d("2017-03-16"), etapes, arrets: vec![], connu_depuis: None })
                .unwrap()
        };
        assert_eq!(begun(&["2017-05-01", "2018-03-15"]).limite, d("2019-03-15"));
        assert_eq!(begun(&["2017-05-01", "2018-03-16"]).limite, d("2018-03-15"), "a day after the year");
    }

    #[test]
    fn a_short_year_is_a_breach_until_a_later_one_has_its_etapes() {
        let lyon = livre("lyon").unwrap();
        let begun = |du: &[&str]| {
            let etapes = du.iter().map(|du| Periode { du: d(du), au: None }).collect();
            par_douze_mois(&lyon, &Faits { entree: d("2017-03-16"), etapes, arrets: vec![], connu_depuis: None })
                .unwrap()
                .limite
        };
        assert_eq!(begun(&[]), d("2018-03-15"));
        assert_eq!(begun(&["2019-04-01"]), d("2018-03-15"), "the third year is short too");
        assert_eq!(begun(&["2019-04-01", "2020-03-15"]), d("2021-03-15"));
    }
}
