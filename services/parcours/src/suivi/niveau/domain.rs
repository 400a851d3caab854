//! How the freins of a person moved since the first day on which they were weighed.

use chrono::NaiveDate;
use kernel::ActeurId;
use participants_api::{Evolution, NiveauFrein, Theme};

/// How heavy a theme weighed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Niveau {
    pub(crate) theme: Theme,
    pub(crate) le: NaiveDate,
    pub(crate) poids: NiveauFrein,
    pub(crate) par: ActeurId,
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
        days.iter().map(|(le, poids)| Niveau { theme, le: d(le), poids: *poids, par: Id::MIN }).collect()
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
    fn each_theme_goes_its_own_way_and_one_that_no_longer_weighs_is_not_open() {
        let both =
            [weighed(Theme::Langue, &[("2026-02-12", Leger)]), weighed(Theme::Logement, &[("2026-02-12", Aucun)])];
        let told: Vec<_> = freins(both.concat()).iter().map(|one| (one.theme, one.ouvert())).collect();
        assert_eq!(told, [(Theme::Logement, false), (Theme::Langue, true)]);
    }
}
