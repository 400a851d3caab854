//! The claim computed a second time, half an hour after half an hour and in floating point, to be compared with the
//! rule on generated persons: their shares of a full time, costs, ceilings, operations and years.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use kernel::{Duree, Id, Montant, OperationId, calendrier};
use proptest::{collection::vec, option, prelude::*};
use referentiel::{Budget, Referentiel, livre};
use rust_decimal::Decimal;
use testdata::d;

use super::domain::{Declaration, Tarifs, Temps, a_risque, cout, declarer};
use crate::operations::agent::domain::Cout;

/// Two operations, of which some persons work on one alone.
const OPERATIONS: u128 = 2;

/// Half an hour that the person worked.
#[derive(Debug, Clone, Copy)]
struct DemiHeure {
    operation: u128,
    jour: NaiveDate,
    signee: bool,
}

/// What the employer said of a cost of the person on an operation, from a day on.
#[derive(Debug, Clone, Copy)]
struct Dit {
    operation: u128,
    depuis: NaiveDate,
    annuel_centimes: i32,
    etp_milliemes: i32,
    charge_centimes: Option<i32>,
}

#[derive(Debug, Clone)]
struct Cas {
    temps: Vec<(u128, NaiveDate, u16, u16)>,
    dits: Vec<Dit>,
    plafond_centimes: Option<i32>,
}

fn jour() -> impl Strategy<Value = NaiveDate> {
    (0i64..730).prop_map(|n| calendrier::plus_jours(d("2021-01-01"), n))
}

/// Small shares of a full time: their hours run out soon, which is where mistakes are.
fn dit(operation: u128, depuis: impl Strategy<Value = NaiveDate>) -> impl Strategy<Value = Dit> {
    let amounts = (1_000_000..9_000_000, option::of(1_000..9_000_000));
    (depuis, amounts, 1..=60).prop_map(move |(depuis, (annuel_centimes, charge_centimes), etp_milliemes)| Dit {
        operation,
        depuis,
        annuel_centimes,
        etp_milliemes,
        charge_centimes,
    })
}

fn cas() -> impl Strategy<Value = Cas> {
    let time = (1..=OPERATIONS, jour(), 0u16..=120, 0u16..=120)
        .prop_map(|(operation, jour, all, unsigned)| (operation, jour, all, unsigned.min(all)));
    let dits = (dit(1, Just(d("2021-01-01"))), dit(1, jour()), vec(dit(2, jour()), 0..3));
    (vec(time, 0..8), dits, option::of(2_000_000..6_000_000)).prop_map(
        |(temps, (first, later, other), plafond_centimes)| {
            let mut dits: Vec<Dit> = [first, later].into_iter().chain(other).collect();
            dits.sort_by_key(|dit| (dit.operation, dit.depuis));
            dits.dedup_by_key(|dit| (dit.operation, dit.depuis));
            Cas { temps, dits, plafond_centimes }
        },
    )
}

impl Cas {
    fn referentiel(&self) -> Referentiel {
        let budget = self.plafond_centimes.map(|cents| Budget { plafond_par_etp: euros(cents) });
        Referentiel { budget, ..livre("dijon").unwrap() }
    }

    fn tarifs(&self) -> Tarifs {
        let referentiel = self.referentiel();
        let mut tarifs = Tarifs::new();
        for dit in &self.dits {
            let cout = Cout {
                depuis: dit.depuis,
                annuel: euros(dit.annuel_centimes),
                etp: Decimal::new(dit.etp_milliemes.into(), 3),
                charge: dit.charge_centimes.map(euros),
            };
            tarifs.entry(operation(dit.operation)).or_default().push(cout.tarif(&referentiel));
        }
        tarifs
    }

    fn certifie(&self) -> Vec<Temps> {
        let minutes = |halves: u16| Duree::heures_minutes(0, halves * 30);
        let read = |(n, jour, all, unsigned): &(u128, NaiveDate, u16, u16)| Temps {
            operation: operation(*n),
            jour: *jour,
            minutes: minutes(*all),
            non_justifiees: minutes(*unsigned),
        };
        self.temps.iter().map(read).collect()
    }

    fn demi_heures(&self) -> Vec<DemiHeure> {
        let mut halves = Vec::new();
        for (operation, jour, all, unsigned) in &self.temps {
            for rank in 0..*all {
                halves.push(DemiHeure { operation: *operation, jour: *jour, signee: rank >= *unsigned });
            }
        }
        halves.sort_by_key(|half| (half.jour, half.operation));
        halves
    }

    fn dit(&self, operation: u128, jour: NaiveDate) -> Option<&Dit> {
        self.dits.iter().filter(|dit| dit.operation == operation && dit.depuis <= jour).max_by_key(|dit| dit.depuis)
    }

    fn taux(&self, dit: &Dit) -> f64 {
        let mut annual = f64::from(dit.annuel_centimes);
        if let Some(charge) = dit.charge_centimes {
            annual = annual.min(f64::from(charge) * 1_000.0 / f64::from(dit.etp_milliemes));
        }
        if let Some(ceiling) = self.plafond_centimes {
            annual = annual.min(f64::from(ceiling));
        }
        annual / 100.0 / 1_720.0
    }

    /// Half hours of a year of the operation: 3 440 for a full time, for the share that is worked each day.
    fn annee(&self, operation: u128, annee: i32) -> f64 {
        let new_year = d(&format!("{annee}-01-01"));
        let days: Vec<NaiveDate> = (0..365).map(|n| calendrier::plus_jours(new_year, n)).collect();
        let first = self.dits.iter().find(|dit| dit.operation == operation);
        let share =
            |jour| self.dit(operation, jour).or(first).map_or(0.0, |dit| f64::from(dit.etp_milliemes) / 1_000.0);
        3_440.0 * days.iter().map(|jour| share(*jour)).sum::<f64>() / 365.0
    }

    /// Euros that an operation claims of these half hours.
    fn demande(&self, halves: &[DemiHeure], claiming: u128) -> f64 {
        let worked = |operation, annee| {
            halves.iter().any(|half| {
                half.operation == operation && half.jour.year() == annee && self.dit(operation, half.jour).is_some()
            })
        };
        let years = [2021, 2022].map(|annee| (1..=OPERATIONS).map(move |operation| (operation, annee)));
        let caps: BTreeMap<(u128, i32), f64> = years
            .into_iter()
            .flatten()
            .filter(|(operation, annee)| worked(*operation, *annee))
            .map(|(operation, annee)| ((operation, annee), self.annee(operation, annee)))
            .collect();
        let mut claimed: BTreeMap<(u128, i32), f64> = BTreeMap::new();
        let mut euros = 0.0;
        for half in halves {
            let Some(dit) = self.dit(half.operation, half.jour) else { continue };
            let annee = half.jour.year();
            let already = |of: &dyn Fn(u128) -> bool| {
                claimed
                    .iter()
                    .filter(|((operation, year), _)| of(*operation) && *year == annee)
                    .map(|one| one.1)
                    .sum::<f64>()
            };
            let own = caps[&(half.operation, annee)] - already(&|operation| operation == half.operation);
            let person = caps.iter().filter(|((_, year), _)| *year == annee).map(|one| *one.1).fold(0.0, f64::max);
            let person = person - already(&|_| true);
            let part = own.min(person).clamp(0.0, 1.0);
            *claimed.entry((half.operation, annee)).or_default() += part;
            if half.operation == claiming {
                euros += part / 2.0 * self.taux(dit);
            }
        }
        euros
    }
}

fn operation(n: u128) -> OperationId {
    Id::from_u128(n)
}

fn euros(centimes: i32) -> Montant {
    Montant::depuis_centimes(centimes.into())
}

fn proche(rule: Montant, naive: f64) -> bool {
    (rule.to_string().parse::<f64>().unwrap() - naive).abs() < 0.006
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_claim_and_its_risk_are_those_of_a_naive_account(cas in cas()) {
        let (temps, tarifs) = (cas.certifie(), cas.tarifs());
        let halves = cas.demi_heures();
        let declared = declarer(&temps, &tarifs);
        for n in 1..=OPERATIONS {
            let claim = cas.demande(&halves, n);
            let rule = cout(declared.get(&operation(n)).map_or(&[], Vec::as_slice));
            prop_assert!(proche(rule, claim), "operation {n} claims {rule}, naively {claim}");
            let signed: Vec<_> = halves.iter().filter(|half| half.signee || half.operation != n).copied().collect();
            let risk = (claim - cas.demande(&signed, n)).max(0.0);
            let rule = a_risque(operation(n), &temps, &tarifs);
            prop_assert!(proche(rule, risk), "operation {n} risks {rule}, naively {risk}");
        }
    }

    #[test]
    fn certifying_later_days_never_changes_what_earlier_ones_claim(cas in cas()) {
        let tarifs = cas.tarifs();
        let temps = cas.certifie();
        let early: Vec<_> = temps.iter().filter(|one| one.jour < d("2022-01-01")).copied().collect();
        let of_2021 = |temps: &[Temps]| {
            let declared = declarer(temps, &tarifs);
            declared.values().flatten().filter(|one| one.annee == 2021).map(Declaration::cout).sum::<Montant>()
        };
        prop_assert_eq!(of_2021(&temps), of_2021(&early));
    }
}
