//! Names as they are searched: without accents, case, hyphens nor apostrophes, in the letters of the keyboard of
//! whoever looks, whatever the alphabet in which they were typed.

use deunicode::deunicode_char;

/// The form under which a name is indexed and searched.
#[must_use]
pub(crate) fn cle(nom: &str) -> String {
    let plain = nom.chars().filter(|letter| letter.is_alphabetic()).filter_map(deunicode_char);
    plain.flat_map(str::chars).filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::cle;

    #[test]
    fn accents_case_and_hyphens_do_not_hide_anyone() {
        assert_eq!(cle("Le Gall-Éric"), "legalleric");
        assert_eq!(cle("D'ARTAGNAN"), cle("dartagnan"));
        assert_eq!(cle("Œuvrard"), "oeuvrard");
        assert_eq!(cle("1%_"), "", "wildcards of SQL do not pass");
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
            assert_eq!(cle(written), typed, "{written}");
        }
    }
}
