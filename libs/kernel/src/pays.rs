//! Countries, by their ISO 3166-1 code: those that exist, and those where somebody alive was born.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::texte::texte;

/// A country of the list.
#[derive(Clone, Copy)]
struct Fiche {
    code: &'static str,
    nom: &'static str,
    /// Whether it is a member of the European Union.
    union: bool,
    /// Its last day, when it is no more.
    jusqua: Option<NaiveDate>,
}

/// Sorted by code.
static PAYS: LazyLock<Vec<Fiche>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut columns = line.split('\t');
        let (code, nom, union) = (columns.next()?, columns.next()?, columns.next() == Some("1"));
        Some(Fiche { code, nom, union, jusqua: columns.next().and_then(|day| day.parse().ok()) })
    };
    include_str!("../data/pays.tsv").lines().filter_map(line).collect()
});

/// Parts of France that ISO 3166-1 gives a code of their own.
const OUTRE_MER: [&str; 12] = ["BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"];

texte!(
    /// The two-letter ISO 3166-1 code of a country that exists, or that existed until 1990 or later. The French overseas
    /// are France: their codes are read as FR.
    #[schema(value_type = String, pattern = "^[A-Z]{2}$", example = "FR")]
    Pays,
    /// No country bears this code.
    PaysInvalide,
    "un pays est attendu par son code ISO 3166-1 de deux lettres, par exemple FR ou DZ",
    |text| fiche(if OUTRE_MER.contains(&text) { "FR" } else { text }).map(|fiche| fiche.code.to_owned())
);

fn fiche(code: &str) -> Option<Fiche> {
    let rank = PAYS.binary_search_by_key(&code, |fiche| fiche.code).ok()?;
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
        fiche(self.as_str()).map_or("", |fiche| fiche.nom)
    }

    /// Whether it is a member of the European Union.
    #[must_use]
    pub fn est_dans_l_union(&self) -> bool {
        fiche(self.as_str()).is_some_and(|fiche| fiche.union)
    }

    /// Whether it was a country on a day; of those that are, none is asked when it began.
    #[must_use]
    pub fn existait_le(&self, jour: NaiveDate) -> bool {
        fiche(self.as_str()).and_then(|fiche| fiche.jusqua).is_none_or(|last| jour <= last)
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
        assert!(PAYS.is_sorted_by_key(|fiche| fiche.code));
        assert_eq!(PAYS.iter().filter(|fiche| fiche.union).count(), 27);
    }
    #[test]
    fn the_overseas_are_france_and_no_countries() {
        for code in OUTRE_MER {
            let read: Pays = code.parse().unwrap();
            assert_eq!((read.as_str(), read.nom()), ("FR", "France"), "{code}");
            assert!(PAYS.iter().all(|fiche| fiche.code != code), "{code}");
        }
    }

    #[test]
    fn one_may_be_born_in_a_country_that_is_no_more_while_it_was() {
        for (code, born, late) in [
            ("YU", "1984-05-20", "2007-01-01"),
            ("SU", "1991-12-25", "1991-12-26"),
            ("CS", "1970-01-01", "1993-01-01"),
            ("DD", "1989-11-09", "1990-10-03"),
        ] {
            let pays: Pays = code.parse().unwrap();
            assert!(pays.existait_le(born.parse().unwrap()) && !pays.existait_le(late.parse().unwrap()), "{code}");
        }
        assert!("DZ".parse::<Pays>().unwrap().existait_le("2026-01-01".parse().unwrap()));
    }
}
