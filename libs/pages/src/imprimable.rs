//! Any text, as the fonts can print it: nothing that somebody typed refuses a document.

use deunicode::{deunicode, deunicode_char};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::polices::POLICES;

/// Signs of a word that is never broken otherwise than by a hyphen.
const MOT_ORDINAIRE: usize = 24;
/// Signs between two places where a longer one may be.
const TRONCON: usize = 4;
/// Where a line may end, and nothing is seen.
const COUPURE: char = '\u{200b}';
/// What keeps a text from turning the direction of those that stand around it, and ends it.
const ISOLAT: (char, char) = ('\u{2068}', '\u{2069}');

/// Every text of the data of a document, made printable.
pub(crate) fn chaque_texte(donnees: &mut Value) {
    chacun(donnees, &texte);
}

fn chacun(donnees: &mut Value, change: &dyn Fn(&str) -> String) {
    match donnees {
        Value::String(text) => *text = change(text),
        Value::Array(list) => list.iter_mut().for_each(|one| chacun(one, change)),
        Value::Object(fields) => fields.values_mut().for_each(|one| chacun(one, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text of which every sign is drawn, every line may end, and whose direction is its own.
fn texte(saisi: &str) -> String {
    saisi.split('\n').map(ligne).collect::<Vec<_>>().join("\n")
}

fn ligne(saisie: &str) -> String {
    let composed: String = saisie.nfc().collect();
    let drawn: String = composed.graphemes(true).map(signe).collect();
    let parts = drawn.split_inclusive(|char: char| char.is_whitespace() || char == '-');
    let broken: String = parts.map(coupable).collect();
    if broken.chars().any(de_droite_a_gauche) {
        let (opened, closed) = ISOLAT;
        return format!("{opened}{broken}{closed}");
    }
    broken
}

/// A sign that a font draws: itself, or what is written in its place.
fn signe(saisi: &str) -> String {
    if saisi.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return saisi.to_owned();
    }
    let seen: String = saisi.chars().filter(|char| !sans_dessin(*char)).collect();
    if seen.trim().is_empty() {
        return if seen.is_empty() { String::new() } else { " ".to_owned() };
    }
    if dessine(&seen) {
        return saisi.chars().filter(|char| !char.is_control()).collect();
    }
    let apart: String = seen.nfd().collect();
    if dessine(&apart) {
        return apart;
    }
    seen.chars().fold(String::new(), |written, char| {
        let with = format!("{written}{char}");
        let last = with.graphemes(true).next_back().unwrap_or_default();
        if dessine(last) { with } else { written + &remplacement(char) }
    })
}

fn dessine(signe: &str) -> bool {
    !signe.chars().any(prive) && POLICES.dessinent(signe)
}

/// What is written in the place of a character that no font draws where it stands: the mark that a word processor
/// meant, its letters, or its code point.
fn remplacement(char: char) -> String {
    let meant = match char {
        '\u{f06c}' | '\u{f06e}' | '\u{f076}' | '\u{f09f}' | '\u{f0a7}' | '\u{f0a8}' | '\u{f0b7}' | '\u{f0d8}' => {
            Some("•")
        }
        '\u{f0fc}' => Some("✓"),
        '\u{f0e0}' | '\u{f0e8}' => Some("→"),
        '\u{f02d}' => Some("–"),
        _ => deunicode_char(char).map(str::trim).filter(|letters| char.is_alphabetic() && !letters.is_empty()),
    };
    meant.map_or_else(|| format!("[U+{:04X}]", u32::from(char)), ToOwned::to_owned)
}

/// Every text of the data in the letters of ASCII: what is printed of a page that the typesetter refused.
pub(crate) fn en_lettres(donnees: &mut Value) {
    chacun(donnees, &|text| text.split('\n').map(deunicode).collect::<Vec<_>>().join("\n"));
}

/// A word whose lines may end: an ordinary one by its hyphens, a longer one anywhere.
fn coupable(mot: &str) -> String {
    let signs: Vec<&str> = mot.graphemes(true).collect();
    if signs.len() <= MOT_ORDINAIRE {
        return mot.to_owned();
    }
    signs.chunks(TRONCON).map(<[&str]>::concat).collect::<Vec<_>>().join(&COUPURE.to_string())
}

/// Whether a character is for programs only: it has no meaning that a reader shares.
const fn prive(char: char) -> bool {
    matches!(char, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a character is not drawn, by its nature: controls, joiners, selectors, marks of direction.
fn sans_dessin(char: char) -> bool {
    !char.is_whitespace() && char.is_control()
        || matches!(
            char,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether a character is written from right to left.
const fn de_droite_a_gauche(char: char) -> bool {
    matches!(
        char,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::texte;

    #[test]
    fn what_a_font_draws_is_printed_as_it_was_typed() {
        for typed in ["Aïcha N’Guessan", "张伟", "אברהם", "Ọlá ɓɛ́", "✅ fait", "ኃይለ", "தமிழ்", "ⵜⴰⵎⴰⵣⵉⵖⵜ"]
        {
            assert_eq!(texte(typed).trim_matches(['\u{2068}', '\u{2069}']), typed);
        }
    }

    #[test]
    fn the_bullet_of_a_word_processor_is_one() {
        assert_eq!(texte("\u{f0b7} permis\t\u{f0fc}"), "• permis ✓");
    }

    #[test]
    fn what_no_font_draws_is_written_by_its_letters_or_its_code_point() {
        assert_eq!(texte("ᠮᠣᠩᠭᠣᠯ"), "monggol", "Mongolian");
        assert_eq!(texte("a\u{e123}\u{1f9ff}"), "a[U+E123]🧿");
        assert_eq!(texte("x\u{fffe}"), "x[U+FFFE]");
    }

    #[test]
    fn a_long_word_may_be_broken_and_an_ordinary_one_is_left_to_its_hyphens() {
        assert_eq!(texte("anticonstitutionnel"), "anticonstitutionnel");
        assert_eq!(texte(&"a".repeat(60)).split('\u{200b}').count(), 15);
    }

    #[test]
    fn a_text_that_runs_from_the_right_does_not_turn_what_stands_around_it() {
        assert_eq!(texte("حسن"), "\u{2068}حسن\u{2069}");
    }
}
