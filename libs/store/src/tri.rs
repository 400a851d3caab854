//! The sort keys of lists, in their cursors.

use serde::{Serialize, de::DeserializeOwned};
use suite_api::{Curseur, CurseurInvalide};

/// A cursor as who reads the list uses it.
pub trait CleDeTri: Sized {
    /// The cursor of a sort key.
    fn ecrire(key: &impl Serialize) -> Self;

    /// The sort key.
    fn lire<K: DeserializeOwned>(&self) -> Result<K, CurseurInvalide>;
}

impl CleDeTri for Curseur {
    fn ecrire(key: &impl Serialize) -> Self {
        serde_json::to_string(key).map_or(Self::Etranger, Self::Ouvert)
    }

    fn lire<K: DeserializeOwned>(&self) -> Result<K, CurseurInvalide> {
        let Self::Ouvert(key) = self else { return Err(CurseurInvalide) };
        serde_json::from_str(key).map_err(|_| CurseurInvalide)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_key_is_never_written_in_clear() {
        let cursor = Curseur::ecrire(&("Garnier", 4));
        assert!(serde_json::to_string(&cursor).is_err());
        assert_eq!(cursor.lire::<(String, u32)>(), Ok(("Garnier".to_owned(), 4)));
        assert_eq!(cursor.lire::<u32>(), Err(CurseurInvalide), "the key of another list");
    }

    #[test]
    fn only_who_opens_it_reads_it() {
        let read = || serde_json::from_str::<Curseur>("\"abc\"").unwrap();
        assert_eq!(read(), Curseur::Scelle("abc".to_owned()));
        let opened = Curseur::ecrire(&7);
        assert_eq!(Curseur::en_lisant(opened, read).lire(), Ok(7));
        assert_eq!(Curseur::en_lisant(Curseur::Etranger, read).lire::<u32>(), Err(CurseurInvalide));
        assert_eq!(read(), Curseur::Scelle("abc".to_owned()), "that query is over");
    }
}
