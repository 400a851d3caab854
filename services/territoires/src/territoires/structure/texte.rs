//! Names as they are looked for in the directory, which is short: no index is needed.

use diesel::{define_sql_function, sql_types::Text};

define_sql_function! {
    /// The words of a text, in letters and digits whatever their case and accents, each after a space.
    fn mots(texte: Text) -> Text;
}

define_sql_function! {
    /// Where the second text stands in the first, from 1; 0 when it does not.
    fn strpos(texte: Text, partie: Text) -> Integer;
}
