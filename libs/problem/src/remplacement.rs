//! Two writers of one value: the second is told what the first wrote.

use crate::{Problem, Slug};

/// Refuses, at `/remplace`, what would replace a value that its author has not seen: what was written meanwhile, or
/// what is no longer there. `actuel` is the value now, `vu` what the request says that it replaces; `quoi` tells the
/// value in French.
pub fn remplacer<T: PartialEq>(
    actuel: Option<&T>,
    vu: Option<&T>,
    quoi: impl FnOnce(&T) -> String,
) -> Result<(), Problem> {
    if actuel == vu {
        return Ok(());
    }
    let (detail, attendu) = match actuel {
        Some(actuel) => (quoi(actuel), "dites ce que vous remplacez"),
        None => ("Il n'y a rien à remplacer".to_owned(), "rien n'est à remplacer"),
    };
    let detail = format!("{detail}. Relisez, puis recommencez.");
    Err(Problem::new(Slug::Conflit, detail).at("/remplace", "depasse", attendu))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_replaces_says_what_they_saw() {
        let told = |actuel: Option<&u8>, vu: Option<&u8>| remplacer(actuel, vu, u8::to_string).map_err(|one| one.slug);
        assert_eq!((told(None, None), told(Some(&1), Some(&1))), (Ok(()), Ok(())));
        for (actuel, vu) in [(Some(&1), None), (Some(&1), Some(&2)), (None, Some(&1))] {
            assert_eq!(told(actuel, vu), Err(Slug::Conflit));
        }
    }
}
