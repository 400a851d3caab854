//! SIRET of an establishment.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::texte::rendu;

/// SIREN of La Poste, whose establishments follow a rule of their own.
const LA_POSTE: &str = "356000000";
const LA_POSTE_SIEGE: &str = "35600000000048";

/// A well-formed SIRET: 14 digits with a valid Luhn key, or La Poste's own rule (the sum of the
/// digits is a multiple of 5), which INSEE grants to its many offices.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = r"^\d{14}$", example = "73282932000074")]
pub struct Siret(String);

/// Why a text is not a SIRET.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SiretInvalide {
    /// Not 14 digits.
    #[error("un SIRET compte 14 chiffres")]
    Forme,
    /// The key of the establishment or of its SIREN does not match.
    #[error("ce SIRET n'existe pas : sa clé de contrôle est fausse")]
    Cle,
}

fn luhn(text: &str) -> bool {
    let sum: u32 = text
        .bytes()
        .rev()
        .enumerate()
        .map(|(rank, byte)| {
            let digit = u32::from(byte - b'0');
            let doubled = digit * 2;
            match rank % 2 {
                0 => digit,
                _ if doubled > 9 => doubled - 9,
                _ => doubled,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

impl FromStr for Siret {
    type Err = SiretInvalide;

    /// Reads it as people write it, with spaces between its groups.
    fn from_str(text: &str) -> Result<Self, SiretInvalide> {
        let text: &str = &text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
        if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SiretInvalide::Forme);
        }
        let siren = text.get(..9).unwrap_or_default();
        let office_of_la_poste = siren == LA_POSTE && text != LA_POSTE_SIEGE;
        let key_holds = if office_of_la_poste {
            text.bytes().map(|byte| u32::from(byte - b'0')).sum::<u32>().is_multiple_of(5)
        } else {
            luhn(siren) && luhn(text)
        };
        let key_holds = key_holds && siren.bytes().any(|byte| byte != b'0');
        if key_holds { Ok(Self(text.to_owned())) } else { Err(SiretInvalide::Cle) }
    }
}

impl TryFrom<String> for Siret {
    type Error = SiretInvalide;

    fn try_from(text: String) -> Result<Self, SiretInvalide> {
        text.parse()
    }
}

rendu!(Siret);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_tells_a_siret_from_a_typing_error() {
        assert!("73282932000074".parse::<Siret>().is_ok());
        assert_eq!("73282932000079".parse::<Siret>(), Err(SiretInvalide::Cle));
        assert_eq!("732 829 320 00074".parse(), "73282932000074".parse::<Siret>(), "as people write it");
        assert_eq!("00000000000000".parse::<Siret>(), Err(SiretInvalide::Cle), "whose key is right, and nobody's");
        assert_eq!("7328293200007".parse::<Siret>(), Err(SiretInvalide::Forme));
        assert_eq!("7328293200007A".parse::<Siret>(), Err(SiretInvalide::Forme));
    }

    #[test]
    fn la_poste_counts_by_five_but_for_its_head_office() {
        assert!("35600000049837".parse::<Siret>().is_ok());
        assert_eq!("35600000049838".parse::<Siret>(), Err(SiretInvalide::Cle));
        assert!("35600000000048".parse::<Siret>().is_ok());
    }
}
