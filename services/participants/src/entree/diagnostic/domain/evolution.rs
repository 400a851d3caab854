//! How the themes of a diagnosis moved since the entry.

use participants_api::{Evolution, EvolutionTheme, NiveauTheme};

/// From the first diagnosis that weighs a theme to the last one.
pub(crate) fn evolution<'a>(diagnostics: impl IntoIterator<Item = &'a [NiveauTheme]>) -> Vec<EvolutionTheme> {
    let mut themes: Vec<EvolutionTheme> = Vec::new();
    for niveau in diagnostics.into_iter().flatten() {
        match themes.iter_mut().find(|one| one.theme == niveau.theme) {
            Some(known) => {
                known.actuel = niveau.niveau;
                known.evolution = Evolution::entre(known.entree, niveau.niveau);
            }
            None => themes.push(EvolutionTheme {
                theme: niveau.theme,
                entree: niveau.niveau,
                actuel: niveau.niveau,
                evolution: Evolution::Stable,
            }),
        }
    }
    themes.sort_by_key(|one| one.theme);
    themes
}

#[cfg(test)]
mod tests {
    use participants_api::{NiveauFrein, Theme};

    use super::*;

    #[test]
    fn an_obstacle_is_lifted_lightened_stable_or_worse() {
        use NiveauFrein::{Aucun, Bloquant, Leger, Marque};
        let level = |theme, niveau| NiveauTheme { theme, niveau };
        let entry = [level(Theme::Logement, Bloquant), level(Theme::Sante, Marque), level(Theme::Langue, Leger)];
        let later = [level(Theme::Logement, Aucun), level(Theme::Sante, Leger), level(Theme::Mobilite, Marque)];
        let last = [level(Theme::Langue, Bloquant)];
        let said: Vec<_> =
            evolution([&entry[..], &later[..], &last[..]]).into_iter().map(|one| (one.theme, one.evolution)).collect();
        assert_eq!(
            said,
            [
                (Theme::Logement, Evolution::Leve),
                (Theme::Mobilite, Evolution::Stable),
                (Theme::Sante, Evolution::Allege),
                (Theme::Langue, Evolution::Aggrave),
            ]
        );
    }
}
