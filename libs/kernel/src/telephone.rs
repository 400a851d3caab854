//! Telephone numbers.

use crate::texte::{digits, texte};

texte!(
    /// A telephone number: ten digits in pairs for a French one, `+` and the country code otherwise.
    #[schema(value_type = String, example = "06 12 34 56 78")]
    Telephone,
    /// Neither a French number nor an international one.
    TelephoneInvalide,
    "un numéro de téléphone compte 10 chiffres et commence par 0 (06 12 34 56 78), ou commence par + et l'indicatif du pays",
    |text| lire(text)
);

fn lire(text: &str) -> Option<String> {
    let plain: String =
        text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{a0}' | '\u{202f}')).collect();
    let national = plain.strip_prefix("+33").or_else(|| plain.strip_prefix("0033")).or_else(|| plain.strip_prefix('0'));
    if let Some(number) = national.filter(|number| digits(number, 9) && !number.starts_with('0')) {
        let all = format!("0{number}");
        let pairs: Vec<_> = (0..10).step_by(2).filter_map(|rank| all.get(rank..rank + 2)).collect();
        return Some(pairs.join(" "));
    }
    let number = plain.strip_prefix('+')?;
    let foreign = (8..=15).contains(&number.len()) && digits(number, number.len()) && !number.starts_with('0');
    (foreign && !number.starts_with("33")).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Option<String> {
        text.parse::<Telephone>().ok().map(Into::into)
    }

    #[test]
    fn one_number_has_one_writing() {
        for text in ["0612345678", "06.12.34.56.78", "+33 6 12 34 56 78", "0033612345678", "06 12 34 56 78"] {
            assert_eq!(canonical(text).as_deref(), Some("06 12 34 56 78"), "{text}");
        }
        assert_eq!(canonical("+213 555 12 34 56").as_deref(), Some("+213555123456"));
    }

    #[test]
    fn what_a_spreadsheet_broke_is_refused() {
        for text in ["612345678", "06 12 34 56 7", "6.12346E+08", "+330612345678", "+1234567"] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
