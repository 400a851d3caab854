//! Words as they are looked for: without accents, case, hyphens nor apostrophes, in the letters of the keyboard of
//! whoever looks, whatever the alphabet in which they were typed.

use deunicode::deunicode_char;

/// The letters of a text, from `a` to `z`: two texts that somebody would call the same have the same ones.
#[must_use]
pub fn lettres(texte: &str) -> String {
    let plain = texte.chars().filter(|letter| letter.is_alphabetic()).filter_map(deunicode_char);
    plain.flat_map(str::chars).filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// A sentence in the characters of ASCII, for what takes no other.
#[must_use]
pub fn ascii(texte: &str) -> String {
    let plain = |letter: char| match letter {
        '«' | '»' => "'",
        '\u{a0}' | '\u{202f}' => " ",
        other => deunicode_char(other).unwrap_or("?"),
    };
    texte.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{ascii, lettres};

    #[test]
    fn a_sentence_is_read_without_its_accents() {
        assert_eq!(ascii("Droits « fermés » : réessayez à l’été…"), "Droits ' fermes ' : reessayez a l'ete...");
    }

    #[test]
    fn accents_case_and_hyphens_do_not_hide_anyone() {
        assert_eq!(lettres("Le Gall-Éric"), "legalleric");
        assert_eq!(lettres("D'ARTAGNAN"), lettres("dartagnan"));
        assert_eq!(lettres("Œuvrard"), "oeuvrard");
        assert_eq!(lettres("1%_"), "", "wildcards of SQL do not pass");
    }

    #[test]
    fn letters_of_elsewhere_do_not_hide_anyone_either() {
        for (written, typed) in [
            ("Nguyễn", "nguyen"),
            ("Đặng", "dang"),
            ("Erdoğan", "erdogan"),
            ("Yıldız", "yildiz"),
            ("Wałęsa", "walesa"),
            ("Đorđević", "dordevic"),
            ("Weiß", "weiss"),
            ("Иванов", "ivanov"),
            ("He\u{301}le\u{300}ne", "helene"),
        ] {
            assert_eq!(lettres(written), typed, "{written}");
        }
    }
}
