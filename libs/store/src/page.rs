//! Keyset pages: never an offset, so that page 10 000 costs what page 1 does.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Nominatif, Personnes};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::ToSchema;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The elements, in the order of the list.
    pub elements: Vec<T>,
    /// To pass as `apres` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suivant: Option<String>,
}

/// A cursor that is not one of ours.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("ce curseur n'est pas valide : reprenez la valeur de « suivant »")]
pub struct CurseurInvalide;

/// Where a page ends: the sort key of its last element, opaque to clients.
pub struct Curseur;

impl Curseur {
    /// The opaque text of a sort key.
    #[must_use]
    pub fn ecrire(key: &impl Serialize) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
    }

    /// The sort key of an opaque text.
    pub fn lire<K: DeserializeOwned>(text: &str) -> Result<K, CurseurInvalide> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CurseurInvalide)?;
        serde_json::from_slice(&bytes).map_err(|_| CurseurInvalide)
    }
}

impl<T> Page<T> {
    /// A page of at most `limite` of the `limite + 1` rows that were read; the extra one tells that
    /// there is more.
    #[must_use]
    pub fn new<K: Serialize>(mut rows: Vec<T>, limite: i64, key: impl Fn(&T) -> K) -> Self {
        let limite = usize::try_from(limite).unwrap_or(usize::MAX);
        let more = rows.len() > limite;
        rows.truncate(limite);
        let suivant = rows.last().filter(|_| more).map(|last| Curseur::ecrire(&key(last)));
        Self { elements: rows, suivant }
    }

    /// The same page of something else.
    #[must_use]
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page { elements: self.elements.into_iter().map(convert).collect(), suivant: self.suivant }
    }
}

impl<T: Nominatif> Nominatif for Page<T> {
    fn montrer(&self, personnes: &mut Personnes) {
        self.elements.montrer(personnes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn walking_the_pages_gives_every_row_once(rows in 0u32..200, limite in 1i64..30) {
            let mut seen = Vec::new();
            let mut after: Option<u32> = None;
            loop {
                let batch: Vec<u32> = (0..rows).filter(|row| after.is_none_or(|a| *row > a)).take(usize::try_from(limite).unwrap() + 1).collect();
                let page = Page::new(batch, limite, |row| *row);
                seen.extend(page.elements);
                match page.suivant {
                    Some(text) => after = Some(Curseur::lire(&text).unwrap()),
                    None => break,
                }
            }
            prop_assert_eq!(seen, (0..rows).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_forged_cursor_is_refused() {
        assert_eq!(Curseur::lire::<u32>("n'importe quoi"), Err(CurseurInvalide));
    }
}
