//! The cells of a table, as people and spreadsheets write them. A refusal says what was expected; it does
//! not repeat the cell, which may name somebody.

use chrono::NaiveDate;
use kernel::{Code, CodeCommune, CodePostal, CommuneNaissance, Id, Telephone, lettres, saisie::jour_admis};

/// The cell, or why it cannot be read.
pub type Lu<T> = Result<T, String>;

/// A day: ISO, or day first. A year has four digits: nobody guesses a century.
pub fn date(text: &str) -> Lu<NaiveDate> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<_> = day.split(['/', '-', '.']).collect();
    let number = |part: &str| part.parse::<u32>().ok();
    let read = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => Some((year.parse().ok(), number(month), number(day))),
        [day, month, year] if year.len() == 4 => Some((year.parse().ok(), number(month), number(day))),
        _ => None,
    };
    let expected = "attendu : une date qui existe, avec l'année sur quatre chiffres (20/05/1984)";
    let Some((Some(year), Some(month), Some(day))) = read else { return Err(expected.to_owned()) };
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| jour_admis(*day)).ok_or_else(|| expected.to_owned())
}

/// A code of a closed list, whatever its case, accents and separators.
pub fn code<T: Code>(text: &str) -> Lu<T> {
    let key = cle(text);
    T::TOUS.iter().copied().find(|one| cle(one.code()) == key).ok_or_else(|| {
        let all: Vec<_> = T::TOUS.iter().map(|one| one.code()).collect();
        format!("valeur inconnue ; attendu : {} (ou traduisez-la dans la correspondance)", all.join(", "))
    })
}

/// Letters and digits only, without accents, in lower case.
#[must_use]
pub fn cle(text: &str) -> String {
    let plain = |char: char| {
        if char.is_ascii_digit() { char.to_string() } else { lettres(char.encode_utf8(&mut [0; 4])) }
    };
    text.chars().map(plain).collect()
}

/// Yes or no.
pub fn oui_non(text: &str) -> Lu<bool> {
    match cle(text).as_str() {
        "oui" | "o" | "vrai" | "true" | "x" | "1" => Ok(true),
        "non" | "n" | "faux" | "false" | "0" => Ok(false),
        _ => Err("attendu : oui ou non".to_owned()),
    }
}

/// A small number.
pub fn nombre(text: &str) -> Lu<u8> {
    text.parse().map_err(|_| "attendu : un nombre entier".to_owned())
}

/// Spreadsheets take the first zero away from what looks like a number.
fn zero(text: &str, length: usize) -> String {
    if text.len() + 1 == length && text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("0{text}")
    } else {
        text.to_owned()
    }
}

/// A telephone number.
pub fn telephone(text: &str) -> Lu<Telephone> {
    zero(text, 10).parse().map_err(|error: kernel::TelephoneInvalide| error.to_string())
}

/// A postal code.
pub fn code_postal(text: &str) -> Lu<CodePostal> {
    zero(text, 5).parse().map_err(|error: kernel::CodePostalInvalide| error.to_string())
}

/// An INSEE code.
pub fn commune(text: &str) -> Lu<CodeCommune> {
    CodeCommune::try_from(zero(text, 5)).map_err(|error| error.to_string())
}

/// An INSEE code of a commune of birth.
pub fn commune_naissance(text: &str) -> Lu<CommuneNaissance> {
    CommuneNaissance::try_from(zero(text, 5)).map_err(|error| error.to_string())
}

/// A commune that the postal code serves: by its code, by its name, or the only one.
pub fn commune_desservie(text: Option<&str>, code_postal: &CodePostal) -> Lu<CodeCommune> {
    let served = code_postal.communes();
    let named = match text {
        Some(text) if text.bytes().any(|byte| byte.is_ascii_digit()) && commune(text).is_ok() => return commune(text),
        Some(text) => served.iter().find(|one| lieu(one.nom()) == lieu(text)),
        None => served.first().filter(|_| served.len() == 1),
    };
    named.cloned().ok_or_else(|| {
        if served.is_empty() {
            return format!("aucune commune n'a le code postal {code_postal}");
        }
        let expected: Vec<_> = served.iter().map(|one| format!("{} ({one})", one.nom())).collect();
        format!("le code postal {code_postal} dessert : {}", expected.join(", "))
    })
}

/// The name of a place as envelopes bear it: no article nor accent, `St` in full, no number, no `Cedex`.
fn lieu(text: &str) -> String {
    let words = text.split(|char: char| !char.is_alphanumeric()).map(lettres).filter(|word| !word.is_empty());
    let kept = words
        .filter(|word| !matches!(word.as_str(), "cedex" | "e" | "er" | "eme" | "ieme" | "le" | "la" | "les" | "l"));
    kept.map(|word| match word.as_str() {
        "st" => "saint".to_owned(),
        "ste" => "sainte".to_owned(),
        _ => word,
    })
    .collect()
}

/// Any text.
#[expect(clippy::unnecessary_wraps, reason = "reads any text, where others refuse some")]
pub fn texte(cell: &str) -> Lu<String> {
    Ok(cell.to_owned())
}

/// A text of one line within bounds, in characters.
pub fn borne(cell: &str, min: usize, max: usize) -> Lu<String> {
    let (length, plain) = (cell.chars().count(), !cell.chars().any(char::is_control));
    let expected = || format!("attendu : un texte d'une ligne, de {min} à {max} caractères");
    if plain && (min..=max).contains(&length) { Ok(cell.to_owned()) } else { Err(expected()) }
}

/// What has a written form of its own.
pub fn forme<T: std::str::FromStr<Err: std::fmt::Display>>(cell: &str) -> Lu<T> {
    cell.parse().map_err(|error: T::Err| error.to_string())
}

/// An identifier of the suite.
pub fn identifiant<K>(cell: &str) -> Lu<Id<K>> {
    cell.parse().map_err(|_| "attendu : un identifiant ; traduisez les noms dans la correspondance".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it_and_no_century_is_guessed() {
        let day = testdata::d("1984-05-20");
        for text in ["1984-05-20", "20/05/1984", "20-5-1984", "20.05.1984", "1984-05-20T00:00:00", "20/05/1984 00:00"] {
            assert_eq!(date(text), Ok(day), "{text}");
        }
        for text in ["20/05/84", "31/02/1984", "mai 1984", "", "1984", "20/05/0084", "01/01/2200"] {
            date(text).unwrap_err();
        }
    }

    #[test]
    fn a_zero_that_a_spreadsheet_took_comes_back() {
        assert_eq!(code_postal("1000").unwrap().to_string(), "01000");
        assert_eq!(telephone("612345678").unwrap(), "0612345678".parse().unwrap());
        assert_eq!(commune("1053").unwrap().to_string(), "01053");
    }

    #[test]
    fn a_commune_is_found_by_its_name_beside_its_postal_code() {
        let postal = |text: &str| text.parse::<CodePostal>().unwrap();
        let found = |text, code| commune_desservie(text, &postal(code)).map(|one| one.to_string());
        assert_eq!(found(Some("CHALON SUR SAONE"), "71100").as_deref(), Ok("71076"));
        assert_eq!(found(Some("LYON 03"), "69003").as_deref(), Ok("69123"));
        assert_eq!(found(Some("St Etienne cedex 2"), "42000").as_deref(), Ok("42218"));
        assert_eq!(found(Some("71076"), "71100").as_deref(), Ok("71076"));
        let several = found(None, "71100").unwrap_err();
        assert!(several.contains("Chalon-sur-Saône (71076)"), "{several}");
        assert!(found(Some("Mâcon"), "71100").unwrap_err().contains("dessert"), "what was expected is said");
        assert!(found(Some("Lyon"), "99999").unwrap_err().contains("aucune commune"));
    }
}
