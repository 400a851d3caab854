//! Occupations of the Répertoire opérationnel des métiers et des emplois.

use crate::texte::{digits, texte};

texte!(
    /// A ROME code: one of the fourteen domains, A to N, and four digits. Its existence is not checked:
    /// no open package publishes the list.
    #[schema(value_type = String, pattern = r"^[A-N]\d{4}$", example = "N1104")]
    CodeRome,
    /// Not a letter of the fourteen domains and four digits.
    CodeRomeInvalide,
    "un code ROME compte une lettre de A à N et 4 chiffres, par exemple N1104",
    |text| {
        let (domain, rest) = text.split_at_checked(1)?;
        (("A"..="N").contains(&domain) && digits(rest, 4)).then(|| text.to_owned())
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fourteen_domains_and_four_digits() {
        assert!("N1104".parse::<CodeRome>().is_ok() && "A1101".parse::<CodeRome>().is_ok());
        for wrong in ["O1104", "N110", "n1104", "N11044", "é1104"] {
            assert!(wrong.parse::<CodeRome>().is_err(), "{wrong}");
        }
    }
}
