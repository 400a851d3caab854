//! Where a page of a list ends.

use std::{borrow::Cow, cell::RefCell, fmt};

use garde::{Path, Report, Validate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// Elements of a page of a list unless somebody says otherwise.
#[must_use]
pub const fn par_page() -> i64 {
    50
}

/// Where a page ends: the sort key of its last element. It may hold a name, and is written sealed: what is not sealed
/// yet is refused by whoever would write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Curseur {
    /// The sort key as JSON, inside the service whose list it is.
    Ouvert(String),
    /// As clients hold it.
    Scelle(String),
    /// Of another list, of another territory, too old, or of nobody.
    Etranger,
}

/// A cursor that is not one of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurseurInvalide;

impl fmt::Display for CurseurInvalide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "ce curseur n'est pas de cette liste, ou n'ouvre plus : reprenez la valeur de « suivant », ou la liste à son \
             début",
        )
    }
}

impl std::error::Error for CurseurInvalide {}

thread_local! {
    /// The cursor of the query that is being read, opened or not.
    static LU: RefCell<Option<Curseur>> = const { RefCell::new(None) };
}

impl Curseur {
    /// Characters of a sealed cursor at most: a sort key holds a name or two.
    const LONGUEUR: usize = 2_000;

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
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(Self::LONGUEUR)).into()
    }
}

impl ToSchema for Curseur {}
