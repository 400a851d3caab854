//! Where a page of a list ends.

use std::{borrow::Cow, cell::RefCell};

use garde::{Path, Report, Validate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// Where a page ends: the sort key of its last element. It may hold a name, and is written sealed: what is not sealed
/// yet is refused by whoever would write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Curseur {
    /// The sort key, inside the service whose list it is.
    Ouvert(String),
    /// As clients hold it.
    Scelle(String),
    /// Of another list, of another territory, too old, or of nobody.
    Etranger,
}

/// A cursor that is not one of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "ce curseur n'est pas de cette liste, ou n'ouvre plus : reprenez la valeur de « suivant », ou la liste à son début"
)]
pub struct CurseurInvalide;

thread_local! {
    /// The cursor of the query that is being read, opened or not.
    static LU: RefCell<Option<Curseur>> = const { RefCell::new(None) };
}

impl Curseur {
    /// The cursor of a sort key.
    #[must_use]
    pub fn ecrire(key: &impl Serialize) -> Self {
        serde_json::to_string(key).map_or(Self::Etranger, Self::Ouvert)
    }

    /// The sort key.
    pub fn lire<K: DeserializeOwned>(&self) -> Result<K, CurseurInvalide> {
        let Self::Ouvert(key) = self else { return Err(CurseurInvalide) };
        serde_json::from_str(key).map_err(|_| CurseurInvalide)
    }

    /// What a client sends back to read on.
    #[must_use]
    pub fn texte(&self) -> Option<&str> {
        if let Self::Scelle(text) = self { Some(text) } else { None }
    }

    /// Reads a query, in which a cursor is `lu`: only whoever serves the list may open it, and a type that reads itself
    /// does not know who that is.
    pub fn en_lisant<R>(lu: Self, read: impl FnOnce() -> R) -> R {
        let former = LU.replace(Some(lu));
        let result = read();
        LU.set(former);
        result
    }
}

impl Serialize for Curseur {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Scelle(text) => serializer.serialize_str(text),
            Self::Ouvert(_) | Self::Etranger => Err(S::Error::custom("a cursor is written sealed")),
        }
    }
}

impl<'de> Deserialize<'de> for Curseur {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Ok(LU.with_borrow(Clone::clone).unwrap_or_else(|| Self::Scelle(text.into_owned())))
    }
}

impl Validate for Curseur {
    type Context = ();

    fn validate_into(&self, (): &(), parent: &mut dyn FnMut() -> Path, report: &mut Report) {
        if *self == Self::Etranger {
            report.append(parent(), garde::Error::new(CurseurInvalide.to_string()));
        }
    }
}

impl PartialSchema for Curseur {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).into()
    }
}

impl ToSchema for Curseur {}

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
        assert!(Curseur::en_lisant(Curseur::Etranger, read).validate().is_err());
        assert_eq!(read(), Curseur::Scelle("abc".to_owned()), "that query is over");
    }
}
