//! How the freins of a person moved since the first day on which they were weighed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ActeurId;
use participants_api::{Evolution, NiveauFrein, Theme};

/// How heavy a theme weighed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Niveau {
    pub(crate) theme: Theme,
    pub(crate) le: NaiveDate,
    pub(crate) poids: NiveauFrein,
    pub(crate) par: ActeurId,
    /// Whether a diagnosis found it, and nobody said it in the parcours.
    pub(crate) du_diagnostic: bool,
    /// What was said of that very day before, oldest first.
    pub(crate) remplaces: Vec<Remplace>,
}

impl Niveau {
    /// Whether what a diagnosis finds of that very day takes its place: another weight, where nobody said this one in the
    /// parcours.
    pub(crate) fn cede_a(&self, found: &Self) -> bool {
        self.du_diagnostic && self.poids != found.poids
    }
}

/// A weight in the place of which another was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Remplace {
    pub(crate) poids: NiveauFrein,
    pub(crate) par: ActeurId,
    /// When the other was said.
    pub(crate) jusqu_au: DateTime<Utc>,
}

/// A theme from its first weight to its last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frein {
    pub(crate) theme: Theme,
    pub(crate) entree: NiveauFrein,
    pub(crate) actuel: NiveauFrein,
    pub(crate) evolution: Evolution,
    pub(crate) niveaux: Vec<Niveau>,
}

impl Frein {
    /// Whether it still weighs.
    pub(crate) fn ouvert(&self) -> bool {
        self.actuel != NiveauFrein::Aucun
    }
}

/// What the diagnoses of who entered say of the parcours: what was found before the entry weighs on the day of it, the last
/// one of each theme.
pub(crate) fn du_diagnostic(entree_le: NaiveDate, mut all: Vec<Niveau>) -> Vec<Niveau> {
    all.sort_by_key(|one| one.le);
    let dated = all.into_iter().map(|one| Niveau { le: one.le.max(entree_le), ..one });
    let kept: BTreeMap<_, _> = dated.map(|one| ((one.theme, one.le), one)).collect();
    kept.into_values().collect()
}

/// The themes that were weighed, in the order of the diagnosis.
pub(crate) fn freins(mut all: Vec<Niveau>) -> Vec<Frein> {
    all.sort_by_key(|one| (one.theme, one.le));
    let by_theme = all.chunk_by(|one, other| one.theme == other.theme);
    let told = by_theme.filter_map(|of| {
        let (first, last) = (of.first()?, of.last()?);
        let evolution = Evolution::entre(first.poids, last.poids);
        let (theme, entree, actuel) = (first.theme, first.poids, last.poids);
        Some(Frein { theme, entree, actuel, evolution, niveaux: of.to_vec() })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use NiveauFrein::{Aucun, Bloquant, Leger, Marque};
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn weighed(theme: Theme, days: &[(&str, NiveauFrein)]) -> Vec<Niveau> {
        let said = |(le, poids): &(&str, NiveauFrein)| Niveau {
            theme,
            le: d(le),
            poids: *poids,
            par: Id::MIN,
            du_diagnostic: false,
            remplaces: vec![],
        };
        days.iter().map(said).collect()
    }

    fn moved(days: &[(&str, NiveauFrein)]) -> (NiveauFrein, NiveauFrein, Evolution) {
        let found = freins(weighed(Theme::Mobilite, days));
        (found[0].entree, found[0].actuel, found[0].evolution)
    }

    #[test]
    fn a_frein_is_lifted_lightened_stable_or_worse_than_on_its_first_day() {
        assert_eq!(moved(&[("2026-02-12", Marque)]), (Marque, Marque, Evolution::Stable));
        let first = ("2026-02-12", Marque);
        assert_eq!(moved(&[first, ("2026-02-13", Aucun)]), (Marque, Aucun, Evolution::Leve));
        assert_eq!(moved(&[first, ("2026-06-01", Leger)]), (Marque, Leger, Evolution::Allege));
        assert_eq!(moved(&[first, ("2026-06-01", Bloquant)]), (Marque, Bloquant, Evolution::Aggrave));
    }

    #[test]
    fn what_was_said_in_between_does_not_matter_nor_the_order_in_which_it_was_typed() {
        let said = [("2026-06-01", Leger), ("2026-02-12", Leger), ("2026-04-01", Bloquant)];
        assert_eq!(moved(&said), (Leger, Leger, Evolution::Stable));
    }

    #[test]
    fn what_a_diagnosis_found_before_the_entry_weighs_on_its_day_and_what_it_finds_later_on_its_own() {
        let entry = d("2026-02-12");
        let told = |days: &[(&str, NiveauFrein)]| {
            let all = du_diagnostic(entry, weighed(Theme::Mobilite, days));
            all.into_iter().map(|one| (one.le, one.poids)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[("2026-02-11", Bloquant)]), [(entry, Bloquant)]);
        assert_eq!(told(&[("2026-02-05", Marque), ("2026-02-11", Bloquant)]), [(entry, Bloquant)], "the last one");
        assert_eq!(told(&[("2026-02-11", Bloquant), ("2026-02-05", Marque)]), [(entry, Bloquant)], "typed late");
        let next = ("2026-02-13", Leger);
        assert_eq!(told(&[("2026-02-12", Marque), next]), [(entry, Marque), (d("2026-02-13"), Leger)]);
        let both = [Theme::Langue, Theme::Logement].map(|theme| weighed(theme, &[("2026-02-05", Leger)]));
        assert_eq!(du_diagnostic(entry, both.concat()).len(), 2, "each theme has its own");
    }

    #[test]
    fn what_a_diagnosis_finds_later_takes_the_place_of_what_a_diagnosis_found_and_of_nothing_else() {
        let weight = |poids| weighed(Theme::Mobilite, &[("2026-02-12", poids)]).remove(0);
        let found = |poids| Niveau { du_diagnostic: true, ..weight(poids) };
        assert!(found(Marque).cede_a(&found(Bloquant)));
        assert!(!found(Marque).cede_a(&found(Marque)), "it is told again as it is");
        assert!(!weight(Marque).cede_a(&found(Bloquant)), "somebody said it in the parcours");
    }

    #[test]
    fn each_theme_goes_its_own_way_and_one_that_no_longer_weighs_is_not_open() {
        let both =
            [weighed(Theme::Langue, &[("2026-02-12", Leger)]), weighed(Theme::Logement, &[("2026-02-12", Aucun)])];
        let told: Vec<_> = freins(both.concat()).iter().map(|one| (one.theme, one.ouvert())).collect();
        assert_eq!(told, [(Theme::Logement, false), (Theme::Langue, true)]);
    }
}
