//! Occupations of the Répertoire opérationnel des métiers et des emplois.

use std::sync::LazyLock;

use crate::texte::{digits, texte};

/// Code and name, sorted by code.
static METIERS: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| include_str!("../data/rome.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

texte!(
    /// A ROME code: one of the fourteen domains, A to N, and four digits. A version of the répertoire takes codes
    /// away: what was recorded stays a code, and [`CodeRome::libelle`] says whether it is one today.
    #[schema(value_type = String, pattern = r"^[A-N]\d{4}$", example = "N1101")]
    CodeRome,
    /// Not a letter of the fourteen domains and four digits.
    CodeRomeInvalide,
    "un code ROME compte une lettre de A à N et 4 chiffres, par exemple N1101",
    |text| {
        let (domain, rest) = text.split_at_checked(1)?;
        (("A"..="N").contains(&domain) && digits(rest, 4)).then(|| text.to_owned())
    }
);

impl CodeRome {
    /// The version of the répertoire that the suite knows.
    pub const MILLESIME: &str = "ROME 4.0, septembre 2025";

    /// The name of the occupation; `None` when the répertoire has none under this code.
    #[must_use]
    pub fn libelle(&self) -> Option<&'static str> {
        let rank = METIERS.binary_search_by_key(&self.as_str(), |(code, _)| code).ok()?;
        METIERS.get(rank).map(|(_, name)| *name)
    }

    /// Occupations of the same family, three at most: what somebody who mistyped may have meant.
    #[must_use]
    pub fn proches(&self) -> Vec<(&'static str, &'static str)> {
        let family = self.as_str().get(..3).unwrap_or_default();
        METIERS.iter().filter(|(code, _)| code.starts_with(family)).take(3).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Result<CodeRome, CodeRomeInvalide> {
        text.parse()
    }

    #[test]
    fn fourteen_domains_and_four_digits() {
        assert!(code("N1104").is_ok() && code("A1101").is_ok());
        for wrong in ["O1104", "N110", "n1104", "N11044", "é1104"] {
            assert!(code(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_occupation_has_a_name_and_what_is_none_has_neighbours() {
        assert_eq!(METIERS.len(), 1_584);
        assert!(METIERS.is_sorted(), "searched by halves");
        assert!(METIERS.iter().all(|(one, name)| code(one).is_ok() && !name.is_empty()));
        assert_eq!(code("N1101").unwrap().libelle(), Some("Cariste"));
        let none = code("N1199").unwrap();
        assert_eq!((none.libelle(), none.proches()[0]), (None, ("N1101", "Cariste")));
    }
}
