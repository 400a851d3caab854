//! Communes of the INSEE Code officiel géographique.

use std::{collections::HashMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{CommuneAncienne, texte::rendu};

/// One line of the list: code, and the rest, read when it is asked for.
pub(crate) type Ligne = (&'static str, &'static str);

/// Sorted by code. Vintage and attribution in `data/README.md`.
static COMMUNES: LazyLock<Vec<Ligne>> = LazyLock::new(|| lignes(include_str!("../data/communes.tsv")));

/// Postal codes and the communes that each serves.
static DESSERTES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for (commune, rest) in COMMUNES.iter() {
        for postal in rest.split('\t').nth(1).unwrap_or_default().split(' ').filter(|code| !code.is_empty()) {
            all.entry(postal).or_default().push(*commune);
        }
    }
    all
});

/// Groupings of communes: SIREN, name.
static EPCI: LazyLock<Vec<Ligne>> = LazyLock::new(|| lignes(include_str!("../data/epci.tsv")));

/// Vintage of the lists of communes, postal codes and EPCI.
pub const MILLESIME_COG: u16 = 2026;

pub(crate) fn lignes(text: &'static str) -> Vec<Ligne> {
    text.lines().filter_map(|line| line.split_once('\t')).collect()
}

/// The line of a key.
pub(crate) fn chercher(list: &[Ligne], key: &str) -> Option<Ligne> {
    let rank = list.binary_search_by_key(&key, |(code, _)| code).ok()?;
    list.get(rank).copied()
}

fn colonne(code: &str, rank: usize) -> Option<&'static str> {
    chercher(&COMMUNES, code)?.1.split('\t').nth(rank)
}

/// Whether a text has the form of an INSEE code.
pub(crate) fn bien_forme(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_at_checked(2).is_some_and(|(departement, commune)| {
        (matches!(departement, "2A" | "2B") || digits(departement)) && commune.len() == 3 && digits(commune)
    })
}

/// The INSEE code of a commune that exists: two characters of department (2A and 2B in Corsica) and
/// three of commune, or 97x/98x and two overseas. Arrondissements of Paris, Lyon and Marseille and
/// delegated communes have their own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = r"^(\d{2}|2A|2B)\d{3}$", example = "71076")]
pub struct CodeCommune(String);

/// Why a text is not a commune.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CodeCommuneInvalide {
    /// Not five characters of the right form.
    #[error(
        "un code commune INSEE compte 5 caractères, par exemple 71076, 2A004 ou 97411 ; ce n'est pas le code postal"
    )]
    Forme,
    /// No commune bears this code.
    #[error("aucune commune ne porte ce code INSEE ; vérifiez qu'il ne s'agit pas du code postal")]
    Inconnue,
    /// It is that of a commune no more.
    #[error("{0}")]
    Ancienne(CommuneAncienne),
}

impl CodeCommune {
    /// The name of the commune.
    #[must_use]
    pub fn nom(&self) -> &'static str {
        colonne(&self.0, 0).unwrap_or_default()
    }

    /// Its postal codes.
    pub fn codes_postaux(&self) -> impl Iterator<Item = &'static str> {
        colonne(&self.0, 1).unwrap_or_default().split(' ').filter(|code| !code.is_empty())
    }

    /// The communes that a postal code serves, by code.
    pub(crate) fn desservies_par(code_postal: &str) -> Vec<Self> {
        DESSERTES.get(code_postal).into_iter().flatten().map(|code| Self((*code).to_owned())).collect()
    }

    /// The name of the grouping of communes to which it belongs, if any.
    #[must_use]
    pub fn epci(&self) -> Option<&'static str> {
        chercher(&EPCI, colonne(&self.0, 2)?).map(|(_, nom)| nom)
    }

    /// The department: two characters, or three overseas.
    #[must_use]
    pub fn departement(&self) -> &str {
        let overseas = self.0.starts_with("97") || self.0.starts_with("98");
        self.0.get(..if overseas { 3 } else { 2 }).unwrap_or_default()
    }
}

impl TryFrom<String> for CodeCommune {
    type Error = CodeCommuneInvalide;

    fn try_from(text: String) -> Result<Self, CodeCommuneInvalide> {
        if !bien_forme(&text) {
            return Err(CodeCommuneInvalide::Forme);
        }
        if chercher(&COMMUNES, &text).is_some() {
            return Ok(Self(text));
        }
        Err(CommuneAncienne::chercher(&text).map_or(CodeCommuneInvalide::Inconnue, CodeCommuneInvalide::Ancienne))
    }
}

rendu!(CodeCommune);

#[cfg(test)]
mod tests {
    use super::*;

    fn commune(code: &str) -> Result<CodeCommune, CodeCommuneInvalide> {
        code.to_owned().try_into()
    }

    #[test]
    fn corsica_overseas_and_arrondissements_are_communes() {
        assert_eq!(commune("2A004").unwrap().nom(), "Ajaccio");
        assert_eq!(commune("97411").unwrap().departement(), "974");
        assert_eq!(commune("69383").unwrap().nom(), "Lyon 3e Arrondissement");
        assert_eq!(commune("71076").unwrap().nom(), "Chalon-sur-Saône");
    }

    #[test]
    fn a_code_nobody_bears_is_refused() {
        assert_eq!(commune("71999"), Err(CodeCommuneInvalide::Inconnue));
        assert_eq!(commune("7107"), Err(CodeCommuneInvalide::Forme));
        assert_eq!(commune("2C004"), Err(CodeCommuneInvalide::Forme));
        assert_eq!(commune("é1076"), Err(CodeCommuneInvalide::Forme));
    }

    #[test]
    fn a_commune_belongs_to_its_epci() {
        assert_eq!(commune("71076").unwrap().epci(), Some("CA Le Grand Chalon"));
        assert_eq!(commune("69383").unwrap().epci(), commune("69123").unwrap().epci());
    }

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        assert!(COMMUNES.is_sorted_by_key(|(code, _)| *code));
        assert!(EPCI.is_sorted_by_key(|(code, _)| *code));
    }
}
