//! Keyset pages: never an offset, so that page 10 000 costs what page 1 does.

mod filtree;
mod requete;

pub use filtree::{Lot, remplir, suite};
pub use requete::{Paginee, Paginer};

use kernel::{Nominatif, Personnes};
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::ToSchema;

use crate::CleDeTri;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The elements, in the order of the list.
    pub elements: Vec<T>,
    /// To pass as `apres` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub suivant: Option<Curseur>,
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

impl<T: Nomme> Nomme for Page<T> {
    fn nommer(&mut self, noms: &mut Noms) {
        self.elements.nommer(noms);
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
                    Some(curseur) => after = Some(curseur.lire().unwrap()),
                    None => break,
                }
            }
            prop_assert_eq!(seen, (0..rows).collect::<Vec<_>>());
        }
    }
}
