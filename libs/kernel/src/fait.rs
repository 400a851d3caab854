//! Dated facts: when they hold (valid time) and when they were recorded (recorded time). Nothing is ever
//! overwritten: a correction is a new fact that replaces a former one.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{Id, calendrier::Periode};

/// One recorded fact, of the kind `K`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fait<K, V> {
    /// Its identifier.
    pub id: Id<K>,
    /// What it says; `None` when it withdraws the fact that it replaces.
    pub valeur: Option<V>,
    /// Days on which it holds.
    pub periode: Periode,
    /// When it was recorded.
    pub saisi_le: DateTime<Utc>,
    /// The fact that it corrects.
    pub remplace: Option<Id<K>>,
}

impl<K, V> Fait<K, V> {
    /// Whether it was known at `instant`.
    fn enregistre(&self, instant: DateTime<Utc>) -> bool {
        self.saisi_le <= instant
    }
}

/// What was known at `instant`: the facts recorded until then, less those that another one recorded
/// until then corrects or withdraws.
#[must_use]
pub fn connus<K, V>(faits: &[Fait<K, V>], instant: DateTime<Utc>) -> Vec<&Fait<K, V>> {
    let recorded = || faits.iter().filter(|fait| fait.enregistre(instant));
    let replaced: std::collections::HashSet<_> = recorded().filter_map(|fait| fait.remplace).collect();
    recorded().filter(|fait| fait.valeur.is_some() && !replaced.contains(&fait.id)).collect()
}

/// What the facts known at `instant` say: all of them, or those that hold on `jour`.
#[must_use]
pub fn lire<K, V: Clone>(faits: &[Fait<K, V>], instant: DateTime<Utc>, jour: Option<NaiveDate>) -> Vec<V> {
    let known = connus(faits, instant).into_iter();
    let held = known.filter(|fait| jour.is_none_or(|jour| fait.periode.contient(jour)));
    held.filter_map(|fait| fait.valeur.clone()).collect()
}

/// Of facts that say the same kind of thing, the one that holds on `jour`: the one that began last, and
/// of two that began together the one recorded last.
#[must_use]
pub fn en_vigueur<'a, K, V>(
    faits: impl IntoIterator<Item = &'a Fait<K, V>>,
    jour: NaiveDate,
) -> Option<&'a Fait<K, V>> {
    faits
        .into_iter()
        .filter(|fait| fait.periode.contient(jour))
        .max_by_key(|fait| (fait.periode.du, fait.saisi_le, fait.id))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::TimeDelta;
    use proptest::prelude::*;
    use testdata::{d, t};

    use super::*;
    use crate::{SituationId, kind};

    fn day(n: i64) -> NaiveDate {
        crate::calendrier::plus_jours(d("2026-01-01"), n)
    }

    fn at(n: usize) -> DateTime<Utc> {
        t("2026-01-01T00:00:00Z") + TimeDelta::hours(i64::try_from(n).unwrap())
    }

    fn id(n: usize) -> SituationId {
        Id::from_u128(u128::try_from(n).unwrap() + 1)
    }

    /// What somebody does to a file, one thing an hour.
    #[derive(Debug, Clone)]
    enum Edition {
        Ajouter { valeur: u8, du: i64, jours: Option<i64> },
        Corriger { quel: usize, valeur: u8, du: i64 },
        Retirer { quel: usize },
    }

    fn edition() -> impl Strategy<Value = Edition> {
        prop_oneof![
            (any::<u8>(), 0i64..60, proptest::option::of(0i64..30)).prop_map(|(valeur, du, jours)| Edition::Ajouter {
                valeur,
                du,
                jours
            }),
            (0usize..20, any::<u8>(), 0i64..60).prop_map(|(quel, valeur, du)| Edition::Corriger { quel, valeur, du }),
            (0usize..20).prop_map(|quel| Edition::Retirer { quel }),
        ]
    }

    /// A file that is overwritten at each edit, as a naive program does, with a copy of its state after
    /// each hour.
    fn naive(editions: &[Edition]) -> (Vec<Fait<kind::Situation, u8>>, Vec<BTreeMap<SituationId, (u8, Periode)>>) {
        let (mut log, mut state, mut copies) = (Vec::new(), BTreeMap::new(), Vec::new());
        for (n, edition) in editions.iter().enumerate() {
            let live = |quel: usize, state: &BTreeMap<SituationId, (u8, Periode)>| {
                state.keys().nth(quel % state.len().max(1)).copied()
            };
            let (valeur, periode, remplace) = match edition {
                Edition::Ajouter { valeur, du, jours } => {
                    (Some(*valeur), Periode { du: day(*du), au: jours.map(|jours| day(du + jours)) }, None)
                }
                Edition::Corriger { quel, valeur, du } => {
                    (Some(*valeur), Periode { du: day(*du), au: None }, live(*quel, &state))
                }
                Edition::Retirer { quel } => (None, Periode { du: day(0), au: None }, live(*quel, &state)),
            };
            if let Some(former) = remplace {
                state.remove(&former);
            }
            if let Some(valeur) = valeur {
                state.insert(id(n), (valeur, periode));
            }
            log.push(Fait { id: id(n), valeur, periode, saisi_le: at(n), remplace });
            copies.push(state.clone());
        }
        (log, copies)
    }

    proptest! {
        #[test]
        fn for_any_edits_what_was_known_at_t_is_what_was_recorded_at_t(editions in proptest::collection::vec(edition(), 1..40)) {
            let (log, copies) = naive(&editions);
            for (n, copy) in copies.iter().enumerate() {
                let known: BTreeMap<_, _> =
                    connus(&log, at(n)).into_iter().map(|fait| (fait.id, (fait.valeur.unwrap(), fait.periode))).collect();
                prop_assert_eq!(&known, copy);
            }
        }

        #[test]
        fn on_any_day_one_fact_holds_and_it_began_last(editions in proptest::collection::vec(edition(), 1..40), jour in 0i64..90) {
            let (log, copies) = naive(&editions);
            let known = connus(&log, at(editions.len()));
            let held = en_vigueur(known, day(jour)).map(|fait| fait.periode.du);
            let latest = copies.last().unwrap().values().filter(|(_, periode)| periode.contient(day(jour))).map(|(_, p)| p.du).max();
            prop_assert_eq!(held, latest);
        }
    }
}
