//! The hours of one person that each operation declares.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use kernel::{Duree, Montant, OperationId};
use rust_decimal::Decimal;

use crate::operations::agent::domain::{Tarif, en_vigueur, heures_declarables};

/// Certified time of the person on a day, for an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Temps {
    pub(crate) operation: OperationId,
    pub(crate) jour: NaiveDate,
    pub(crate) minutes: Duree,
    /// Of these, those that nothing proves.
    pub(crate) non_justifiees: Duree,
}

/// Time that an operation declares of a year, at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Declaration {
    pub(crate) annee: i32,
    pub(crate) taux: Montant,
    /// Minutes declared, of which the last may be a part.
    pub(crate) minutes: Decimal,
    /// Minutes above those that may be declared.
    pub(crate) excedent: Decimal,
}

impl Declaration {
    pub(crate) fn cout(&self) -> Montant {
        self.taux.part(self.minutes / MINUTES_PAR_HEURE)
    }
}

const MINUTES_PAR_HEURE: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// The rates of the person on each operation, from the oldest.
pub(crate) type Tarifs = BTreeMap<OperationId, Vec<Tarif>>;

/// What each operation declares of the certified time of the person: day after day, and the oldest operation
/// first, as long as the year has hours left, for the operation and for the person, whose operations share them.
/// Hours that no rate prices are not declared, and take no other's place.
pub(crate) fn declarer(temps: &[Temps], tarifs: &Tarifs) -> BTreeMap<OperationId, Vec<Declaration>> {
    let mut priced: Vec<(Temps, &Tarif)> =
        temps.iter().filter_map(|one| Some((*one, en_vigueur(tarifs.get(&one.operation)?, one.jour)?))).collect();
    priced.sort_by_key(|(one, _)| (one.jour, one.operation));
    let mut left = restantes(&priced, tarifs);
    let mut declared: BTreeMap<OperationId, Vec<Declaration>> = BTreeMap::new();
    for (one, tarif) in priced {
        let annee = one.jour.year();
        let keys = [(Some(one.operation), annee), (None, annee)];
        let certified = Decimal::from(one.minutes.minutes());
        let minutes = keys.iter().filter_map(|key| left.get(key)).fold(certified, |least, left| least.min(*left));
        for key in keys {
            left.entry(key).and_modify(|left| *left -= minutes);
        }
        let excedent = certified - minutes;
        let of_operation = declared.entry(one.operation).or_default();
        match of_operation.last_mut().filter(|last| (last.annee, last.taux) == (annee, tarif.taux)) {
            Some(last) => (last.minutes, last.excedent) = (last.minutes + minutes, last.excedent + excedent),
            None => of_operation.push(Declaration { annee, taux: tarif.taux, minutes, excedent }),
        }
    }
    declared
}

/// Minutes that may be declared in each year: of each operation, and of the person (without operation), for whom the
/// largest share of a full time that their operations say is that of their employment.
fn restantes(priced: &[(Temps, &Tarif)], tarifs: &Tarifs) -> BTreeMap<(Option<OperationId>, i32), Decimal> {
    let worked: BTreeSet<_> = priced.iter().map(|(one, _)| (one.operation, one.jour.year())).collect();
    let mut left = BTreeMap::new();
    for (operation, annee) in worked {
        let hours = tarifs.get(&operation).map_or(Decimal::ZERO, |tarifs| heures_declarables(tarifs, annee));
        let minutes = hours * MINUTES_PAR_HEURE;
        left.insert((Some(operation), annee), minutes);
        let person = left.entry((None, annee)).or_insert(minutes);
        *person = minutes.max(*person);
    }
    left
}

/// What the operation loses if the signatures that its hours lack do not come: its claim, less the claim computed
/// again without these hours, whose place others may take.
pub(crate) fn a_risque(operation: OperationId, temps: &[Temps], tarifs: &Tarifs) -> Montant {
    let signed = |one: &Temps| Temps { minutes: one.minutes.moins(one.non_justifiees), ..*one };
    let without = temps.iter().map(|one| if one.operation == operation { signed(one) } else { *one });
    let without: Vec<Temps> = without.collect();
    let claim = |temps: &[Temps]| cout(declarer(temps, tarifs).get(&operation).map_or(&[], Vec::as_slice));
    let lost = claim(temps) - claim(&without);
    lost.max(Montant::ZERO)
}

/// What declared hours cost.
pub(crate) fn cout(declarees: &[Declaration]) -> Montant {
    declarees.iter().map(Declaration::cout).sum()
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn operation(n: u128) -> OperationId {
        Id::from_u128(n)
    }

    fn temps(n: u128, jour: &str, heures: u16, non_justifiees: u16) -> Temps {
        Temps {
            operation: operation(n),
            jour: d(jour),
            minutes: Duree::heures_minutes(heures, 0),
            non_justifiees: Duree::heures_minutes(non_justifiees, 0),
        }
    }

    fn tarif(depuis: &str, taux: &str) -> Tarif {
        Tarif { depuis: d(depuis), taux: taux.parse().unwrap(), etp: Decimal::ONE }
    }

    fn tarifs(of: &[(u128, &[(&str, &str)])]) -> Tarifs {
        let read = |one: &[(&str, &str)]| one.iter().map(|(depuis, taux)| tarif(depuis, taux)).collect();
        of.iter().map(|(n, all)| (operation(*n), read(all))).collect()
    }

    fn couts(temps: &[Temps], tarifs: &Tarifs) -> Vec<String> {
        declarer(temps, tarifs).values().map(|declared| cout(declared).to_string()).collect()
    }

    #[test]
    fn each_year_has_its_own_1720_hours() {
        let temps = [temps(1, "2021-06-01", 1_400, 0), temps(1, "2022-06-01", 1_400, 0)];
        assert_eq!(couts(&temps, &tarifs(&[(1, &[("2021-01-01", "25.00")])])), ["70000.00"]);
    }

    #[test]
    fn the_hour_after_the_1720th_of_a_year_costs_nothing() {
        let rates = tarifs(&[(1, &[("2021-01-01", "25.00")])]);
        assert_eq!(couts(&[temps(1, "2021-06-01", 1_720, 0)], &rates), ["43000.00"]);
        assert_eq!(couts(&[temps(1, "2021-06-01", 1_700, 0), temps(1, "2021-12-31", 21, 0)], &rates), ["43000.00"]);
        assert_eq!(couts(&[temps(1, "2021-12-31", 1_720, 0), temps(1, "2022-01-01", 1, 0)], &rates), ["43025.00"]);
    }

    #[test]
    fn two_operations_of_one_person_share_the_hours_of_the_year() {
        let rates = tarifs(&[(1, &[("2021-01-01", "25.00")]), (2, &[("2021-01-01", "30.00")])]);
        let year = [temps(1, "2021-03-01", 1_000, 0), temps(2, "2021-09-01", 1_000, 0)];
        assert_eq!(couts(&year, &rates), ["25000.00", "21600.00"], "720 hours were left in September");
        let other_year = [year[0], temps(2, "2022-09-01", 1_000, 0)];
        assert_eq!(couts(&other_year, &rates), ["25000.00", "30000.00"]);
        let unpriced = tarifs(&[(2, &[("2021-01-01", "30.00")])]);
        assert_eq!(couts(&year, &unpriced), ["30000.00"], "hours that nobody claims take no place");
    }

    #[test]
    fn a_later_cost_leaves_the_hours_before_it_at_theirs() {
        let rates = tarifs(&[(1, &[("2021-01-01", "25.00"), ("2022-01-01", "30.00")])]);
        let all = [temps(1, "2021-12-31", 100, 0), temps(1, "2022-01-01", 100, 0)];
        assert_eq!(couts(&all[..1], &rates), ["2500.00"]);
        assert_eq!(couts(&all, &rates), ["5500.00"]);
        assert_eq!(couts(&[temps(1, "2020-12-31", 100, 0)], &rates), Vec::<String>::new(), "no cost held yet");
    }

    #[test]
    fn hours_above_those_of_the_year_take_the_place_of_those_that_lack_a_signature() {
        let rates = tarifs(&[(1, &[("2021-01-01", "25.00")])]);
        let risk = |of: &[Temps]| a_risque(operation(1), of, &rates).to_string();
        assert_eq!(risk(&[temps(1, "2021-02-01", 2, 2), temps(1, "2021-06-01", 1_720, 0)]), "0.00");
        assert_eq!(risk(&[temps(1, "2021-02-01", 2, 2), temps(1, "2021-06-01", 1_718, 0)]), "50.00");
        assert_eq!(risk(&[temps(1, "2021-02-01", 2, 2), temps(1, "2021-06-01", 1_719, 0)]), "25.00");
    }

    #[test]
    fn the_missing_signatures_of_another_operation_are_not_at_its_risk() {
        let rates = tarifs(&[(1, &[("2021-01-01", "25.00")]), (2, &[("2021-01-01", "25.00")])]);
        let all = [temps(1, "2021-02-01", 4, 1), temps(2, "2021-02-01", 4, 3)];
        assert_eq!(a_risque(operation(1), &all, &rates).to_string(), "25.00");
        assert_eq!(a_risque(operation(2), &all, &rates).to_string(), "75.00");
    }
}
