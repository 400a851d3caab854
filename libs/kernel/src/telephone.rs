//! Telephone numbers.

use phonenumber::{Mode, PhoneNumber};

use crate::{
    saisie::invisible,
    texte::{digits, texte},
};

texte!(
    /// A telephone number: ten digits in pairs for a French one, `+` and the country code otherwise.
    #[schema(value_type = String, max_length = 40, example = "06 12 34 56 78")]
    Telephone,
    /// Neither a French number nor an international one.
    TelephoneInvalide,
    "un numéro de téléphone compte 10 chiffres et commence par 0 (06 12 34 56 78), ou commence par + et l'indicatif du pays",
    |text| lire(text)
);

/// Country codes of France: overseas, the nine digits that follow are those of the national number.
const FRANCE: [&str; 5] = ["33", "262", "590", "594", "596"];

/// Characters of a number at most, with all that people write between its digits.
const LONGUEUR: usize = 40;

fn lire(text: &str) -> Option<String> {
    if text.chars().count() > LONGUEUR {
        return None;
    }
    // "(0)" is the national prefix, told to who dials from the country.
    let plain: String = text
        .replace("(0)", "")
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}' | '(' | ')' | '/') && !invisible(*c)
        })
        .collect();
    let abroad = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
    let national = match abroad {
        Some(number) => FRANCE.iter().find_map(|code| number.strip_prefix(code)),
        None => plain.strip_prefix('0'),
    };
    if let Some(number) = national.filter(|number| digits(number, 9) && !number.starts_with('0')) {
        let all = format!("0{number}");
        let pairs: Vec<_> = (0..10).step_by(2).filter_map(|rank| all.get(rank..rank + 2)).collect();
        return Some(pairs.join(" "));
    }
    let number = abroad?;
    let foreign = (8..=15).contains(&number.len()) && digits(number, number.len()) && !number.starts_with('0');
    (foreign && !FRANCE.iter().any(|code| number.starts_with(code))).then(|| etranger(format!("+{number}")))
}

/// A foreign number as its country's plan writes it: without the prefix that is dialled from there only. One that no plan
/// knows stays as it was told: plans move faster than libraries, and a kept number is read again.
fn etranger(number: String) -> String {
    let known = phonenumber::parse(None, &number).ok().filter(PhoneNumber::is_valid);
    known.map_or(number, |known| known.format().mode(Mode::E164).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Option<String> {
        text.parse::<Telephone>().ok().map(Into::into)
    }

    #[test]
    fn one_number_has_one_writing() {
        for text in [
            "0612345678",
            "06.12.34.56.78",
            "+33 6 12 34 56 78",
            "0033612345678",
            "06 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "\u{202a}+33\u{a0}6\u{202f}12\u{2011}34-56-78\u{202c}",
            "06/12/34/56/78",
        ] {
            assert_eq!(canonical(text).as_deref(), Some("06 12 34 56 78"), "{text}");
        }
        for text in ["+213 555 12 34 56", "00213 555 12 34 56", "+213 (0)555 12 34 56"] {
            assert_eq!(canonical(text).as_deref(), Some("+213555123456"), "{text}");
        }
        assert_eq!(canonical("+32 (0)475 12 34 56").as_deref(), Some("+32475123456"));
    }

    #[test]
    fn what_is_dialled_within_a_country_only_is_in_no_number() {
        for text in ["+32 0475 12 34 56", "0032 475 12 34 56", "+32475123456"] {
            assert_eq!(canonical(text).as_deref(), Some("+32475123456"), "{text}");
        }
        assert_eq!(canonical("+44 020 7946 0958").as_deref(), Some("+442079460958"));
        assert_eq!(canonical("+39 06 6988 3145").as_deref(), Some("+390669883145"), "there, the zero is of the number");
        assert_eq!(canonical("+999 123 456 78").as_deref(), Some("+99912345678"), "no plan knows it: as it was told");
    }

    #[test]
    fn a_number_overseas_is_the_same_from_the_mainland() {
        for (dialled, national) in
            [("+262 692 12 34 56", "0692123456"), ("+590690123456", "0690 12 34 56"), ("00596696123456", "0696123456")]
        {
            assert_eq!(canonical(dialled), canonical(national), "{dialled}");
            assert!(canonical(dialled).is_some_and(|one| one.starts_with("06")), "{dialled}");
        }
    }

    #[test]
    fn what_a_spreadsheet_broke_is_refused() {
        for text in ["612345678", "06 12 34 56 7", "6.12346E+08", "+330612345678", "+1234567"] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
