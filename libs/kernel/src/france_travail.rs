//! Identifiers of France Travail.

use crate::texte::{digits, texte};

texte!(
    /// The identifier that France Travail gives to a person: seven digits and a letter or digit (former
    /// form), or eleven digits (present form).
    #[schema(value_type = String, pattern = r"^(\d{7}[0-9A-Z]|\d{11})$", example = "7612345A")]
    IdentifiantFranceTravail,
    /// Neither of the two forms.
    IdentifiantFranceTravailInvalide,
    "un identifiant France Travail compte 7 chiffres et une lettre ou un chiffre (7612345A), ou 11 chiffres (12345678901)",
    |text| lire(text)
);

fn lire(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    let former = text.split_at_checked(7).is_some_and(|(number, key)| {
        digits(number, 7) && key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (former || digits(&text, 11)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_accepted_and_no_other() {
        for right in ["7612345A", "12345678901", "76123459"] {
            assert_eq!(right.parse::<IdentifiantFranceTravail>().unwrap().as_str(), right);
        }
        assert_eq!("7612345a".parse::<IdentifiantFranceTravail>().unwrap().as_str(), "7612345A");
        for wrong in ["761234A", "1234567890", "123456789012", "A612345A", "761234é"] {
            assert!(wrong.parse::<IdentifiantFranceTravail>().is_err(), "{wrong}");
        }
    }
}
