//! Texts as they are looked for in the directory, which is short: no index is needed.

use diesel::{define_sql_function, sql_types::Text};

define_sql_function! {
    /// The letters and digits of a text, whatever their case and accents.
    fn lettres(texte: Text) -> Text;
}

define_sql_function! {
    /// Where the second text stands in the first, from 1; 0 when it does not.
    fn strpos(texte: Text, mot: Text) -> Integer;
}

/// The words of what somebody looks for.
pub(crate) fn mots(texte: Option<&String>) -> impl Iterator<Item = &str> {
    texte.into_iter().flat_map(|texte| texte.split_whitespace())
}
