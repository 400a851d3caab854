//! Text as people type, paste and send it, and as the suite keeps it: one writing for what looks the same, and nothing that
//! is not seen.

use std::{borrow::Cow, fmt};

use chrono::{Datelike, NaiveDate};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The first year of a date of the suite: nobody alive, and nothing that a PLIE does, is older.
pub const PREMIERE_ANNEE: i32 = 1900;
/// The last one.
pub const DERNIERE_ANNEE: i32 = 2199;

/// A character that a text of the suite does not have: a control, a mark that turns the direction of writing, or one
/// that has no width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct CaractereInterdit {
    /// The character.
    pub caractere: char,
    /// How many stand before it.
    pub rang: usize,
}

impl fmt::Display for CaractereInterdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { caractere, rang } = self;
        write!(
            f,
            "caractère invisible ou de commande (U+{:04X}) en position {} : retirez-le",
            u32::from(*caractere),
            rang + 1
        )
    }
}

/// Whether a character has no width, or turns the direction of writing.
pub(crate) const fn invisible(char: char) -> bool {
    matches!(
        char,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// A text as it is kept: without the spaces and the invisible marks that a paste leaves around it, composed (NFC), its
/// lines ended by `\n`. Fails on the first character that no text has.
pub fn texte(saisi: &str) -> Result<Cow<'_, str>, CaractereInterdit> {
    let around = |char: char| char.is_whitespace() || invisible(char);
    let trimmed = saisi.trim_matches(around);
    let lines = if trimmed.contains(['\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        Cow::Owned(trimmed.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n"))
    } else {
        Cow::Borrowed(trimmed)
    };
    let wrong = |char: &char| char.is_control() && !matches!(char, '\n' | '\t') || invisible(*char);
    if let Some((rang, caractere)) = lines.chars().enumerate().find(|(_, char)| wrong(char)) {
        return Err(CaractereInterdit { caractere, rang });
    }
    Ok(if is_nfc(&lines) { lines } else { Cow::Owned(lines.nfc().collect()) })
}

/// An electronic address as it is compared: kept as a text is, in lower case. What no text has stays in it: such an address
/// is that of nobody.
#[must_use]
pub fn adresse(saisie: &str) -> String {
    texte(saisie).unwrap_or(Cow::Borrowed(saisie)).to_lowercase()
}

/// A secret phrase as it is compared, whatever the keyboard (RFC 8265, OpaqueString): any space is the plain one, and an accent
/// is composed with its letter. Nothing is taken away, and no case is changed.
#[must_use]
pub fn phrase(saisie: &str) -> String {
    let plain = saisie.chars().map(|char| if espace(char) { ' ' } else { char });
    plain.nfc().collect()
}

/// The spaces of Unicode (Zs).
const fn espace(char: char) -> bool {
    matches!(char, ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// A text that nobody typed for the suite (the cell of a table, the answer of another program), made one that it can
/// keep: what no text has is replaced by U+FFFD.
#[must_use]
pub fn assainir(recu: &str) -> Cow<'_, str> {
    texte(recu).unwrap_or_else(|_| {
        let kept = |char: char| if char.is_control() || invisible(char) { char::REPLACEMENT_CHARACTER } else { char };
        Cow::Owned(recu.trim().chars().map(kept).nfc().collect())
    })
}

/// Whether a text that is a date, alone or with a time, is one of the years of the suite; true of any other text.
#[must_use]
pub fn annee_admise(texte: &str) -> bool {
    let (signed, rest) = texte.strip_prefix(['-', '+']).map_or((false, texte), |rest| (true, rest));
    let Some((year, after)) = rest.split_once('-') else { return true };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let month = after.get(..2).filter(|month| digits(month));
    let day = after.get(3..5).filter(|day| digits(day) && after.as_bytes().get(2) == Some(&b'-'));
    let alone = matches!(after.as_bytes().get(5), None | Some(b'T' | b't' | b' '));
    let dated = digits(year) && year.len() >= 4 && month.is_some() && day.is_some() && alone;
    !dated || !signed && year.parse().is_ok_and(|year: i32| (PREMIERE_ANNEE..=DERNIERE_ANNEE).contains(&year))
}

/// Whether a day is one of the years of the suite.
#[must_use]
pub fn jour_admis(jour: NaiveDate) -> bool {
    (PREMIERE_ANNEE..=DERNIERE_ANNEE).contains(&jour.year())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_paste_leaves_around_a_text_goes() {
        for typed in ["  Diallo ", "\u{202a}Diallo\u{202c}", "\u{feff}Diallo\u{200b}", "\tDiallo\r\n"] {
            assert_eq!(texte(typed).as_deref(), Ok("Diallo"), "{typed:?}");
        }
        for nothing in ["", " ", "\u{200b}", "\u{a0}\u{2009}", "\u{202e}"] {
            assert_eq!(texte(nothing).as_deref(), Ok(""), "{nothing:?}");
        }
    }

    #[test]
    fn what_looks_the_same_is_written_the_same() {
        assert_eq!(texte("He\u{301}le\u{300}ne").as_deref(), Ok("Hélène"));
        assert_eq!(texte("un\r\ndeux\rtrois\u{2028}quatre").as_deref(), Ok("un\ndeux\ntrois\nquatre"));
    }

    #[test]
    fn what_is_not_seen_is_in_no_text() {
        for (typed, rang) in [("a\0b", 1), ("Dia\u{202e}llo", 3), ("ab\u{200b}c", 2), ("x\u{7}y", 1), ("a\u{7f}b", 1)] {
            assert_eq!(texte(typed).unwrap_err().rang, rang, "{typed:?}");
        }
        let told = texte("a\0b").unwrap_err().to_string();
        assert_eq!(told, "caractère invisible ou de commande (U+0000) en position 2 : retirez-le");
    }

    #[test]
    fn an_address_is_the_same_however_it_is_typed() {
        for typed in ["claire@lyon.example", " Claire@Lyon.Example\n", "\u{feff}CLAIRE@LYON.EXAMPLE\u{200b}"] {
            assert_eq!(adresse(typed), "claire@lyon.example", "{typed:?}");
        }
        assert_eq!(adresse("ZOE\u{308}@lyon.example"), adresse("zoë@lyon.example"));
        assert_ne!(adresse("cla\0ire@lyon.example"), "claire@lyon.example");
    }

    #[test]
    fn a_phrase_is_the_same_on_two_keyboards_and_no_other_phrase() {
        assert_eq!(phrase("e\u{301}te\u{301} a\u{300} Sète"), phrase("été à Sète"));
        assert_eq!(phrase("deux\u{a0}mots\u{202f}!"), "deux mots !");
        for other in ["Été à Sète", " été à Sète", "été à Sète ", "ete a Sete", "été  à Sète"] {
            assert_ne!(phrase(other), phrase("été à Sète"), "{other:?}");
        }
        // U+212B is the ångström, U+FB01 a ligature: the former is canonically the letter, the latter is not two.
        assert_eq!((phrase("\u{212b}").as_str(), phrase("\u{fb01}").as_str()), ("\u{c5}", "\u{fb01}"));
    }

    #[test]
    fn a_date_is_of_a_year_that_the_suite_knows() {
        for date in ["1900-01-01", "2199-12-31", "2026-02-12T09:00:00Z", "2026-02-12 09:00"] {
            assert!(annee_admise(date), "{date}");
        }
        for date in ["0026-02-12", "1899-12-31", "2200-01-01", "-5000-01-01", "+12026-01-01", "99999-01-01T00:00:00Z"] {
            assert!(!annee_admise(date), "{date}");
        }
        for other in ["", "12345-678", "lot 0001-22-33-44", "0001-22-33-44", "0601020304", "1884-01", "un-deux-trois"] {
            assert!(annee_admise(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_kept_text_is_kept_as_it_is(typed in ".{0,20}") {
            if let Ok(kept) = texte(&typed) {
                prop_assert_eq!(texte(&kept).map(Cow::into_owned), Ok(kept.clone().into_owned()));
            }
        }

        #[test]
        fn whatever_was_received_can_be_kept(received in prop::collection::vec(any::<char>(), 0..20)) {
            let received: String = received.into_iter().collect();
            let kept = assainir(&received).into_owned();
            prop_assert!(!kept.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\t')), "{kept:?}");
        }
    }
}
