//! Postal codes of La Poste.

use crate::{CodeCommune, texte::digits, texte::texte};

texte!(
    /// A French postal code: five digits. Many-to-many with communes.
    #[schema(value_type = String, pattern = r"^\d{5}$", example = "71100")]
    CodePostal,
    /// Not five digits.
    CodePostalInvalide,
    "un code postal compte 5 chiffres, par exemple 71100",
    |text| digits(text, 5).then(|| text.to_owned())
);

impl CodePostal {
    /// Whether the pair is one of La Poste's: the rule on which the State's site refuses an address.
    #[must_use]
    pub fn dessert(&self, commune: &CodeCommune) -> bool {
        commune.codes_postaux().any(|code| code == self.as_str())
    }

    /// The communes that it serves, by code.
    #[must_use]
    pub fn communes(&self) -> Vec<CodeCommune> {
        CodeCommune::desservies_par(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(postal: &str, commune: &str) -> bool {
        postal.parse::<CodePostal>().unwrap().dessert(&commune.to_owned().try_into().unwrap())
    }

    #[test]
    fn a_postal_code_goes_with_its_communes_only() {
        assert!(pair("71100", "71076"), "Chalon-sur-Saône");
        assert!(pair("69003", "69123") && pair("69003", "69383"), "Lyon and its third arrondissement");
        assert!(!pair("71076", "71076"), "the INSEE code is not a postal code");
        assert!(pair("20090", "2A004"), "Ajaccio has several");
        let served: Vec<_> = "69003".parse::<CodePostal>().unwrap().communes().iter().map(CodeCommune::nom).collect();
        assert!(served.contains(&"Lyon"), "{served:?}");
        assert_eq!("99999".parse::<CodePostal>().unwrap().communes(), []);
        assert!("7110".parse::<CodePostal>().is_err() && "7110O".parse::<CodePostal>().is_err());
    }
}
