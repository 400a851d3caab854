//! Countries, by their ISO 3166-1 code.

use std::sync::LazyLock;

use crate::texte::texte;

/// Code, name, and whether it is a member of the European Union; sorted by code.
static PAYS: LazyLock<Vec<(&str, &str, bool)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next() == Some("1")))
    };
    include_str!("../data/pays.tsv").lines().filter_map(line).collect()
});

texte!(
    /// The two-letter ISO 3166-1 code of a country that exists.
    #[schema(value_type = String, pattern = "^[A-Z]{2}$", example = "FR")]
    Pays,
    /// No country bears this code.
    PaysInvalide,
    "un pays est attendu par son code ISO 3166-1 de deux lettres, par exemple FR ou DZ",
    |text| fiche(text).map(|(code, ..)| code.to_owned())
);

fn fiche(code: &str) -> Option<(&'static str, &'static str, bool)> {
    let rank = PAYS.binary_search_by_key(&code, |(code, ..)| code).ok()?;
    PAYS.get(rank).copied()
}

impl Pays {
    /// Whether it is France: a commune of birth is then expected.
    #[must_use]
    pub fn est_la_france(&self) -> bool {
        self.as_str() == "FR"
    }

    /// Its name in French.
    #[must_use]
    pub fn nom(&self) -> &'static str {
        fiche(self.as_str()).map_or("", |(_, nom, _)| nom)
    }

    /// Whether it is a member of the European Union.
    #[must_use]
    pub fn est_dans_l_union(&self) -> bool {
        fiche(self.as_str()).is_some_and(|(_, _, union)| union)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_a_name_and_belongs_to_the_union_or_not() {
        let pays = |code: &str| code.parse::<Pays>();
        assert_eq!(pays("DZ").unwrap().nom(), "Algérie");
        assert!(pays("PT").unwrap().est_dans_l_union() && !pays("GB").unwrap().est_dans_l_union());
        assert!(pays("FR").unwrap().est_la_france());
        assert!(pays("fr").is_err() && pays("ZZ").is_err() && pays("99352").is_err());
    }

    #[test]
    fn the_list_is_sorted_and_the_union_counts_27() {
        assert!(PAYS.is_sorted_by_key(|(code, ..)| *code));
        assert_eq!(PAYS.iter().filter(|(_, _, union)| *union).count(), 27);
    }
}
