//! Typed identifiers: an `Id<Participant>` never stands where an `Id<Candidature>` is expected.

use std::{fmt, hash, marker::PhantomData, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::{NoContext, Timestamp, Uuid};

/// The identifier of one `T`: a UUID version 7, so that identifiers sort by the time of creation.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

/// Marks the identifier of a territory (one PLIE).
#[derive(Debug)]
pub enum Territoire {}

/// The identifier of a territory. See [`TerritoireId::DEPLOIEMENT`].
pub type TerritoireId = Id<Territoire>;

impl TerritoireId {
    /// The scope of what belongs to the deployment and to no territory: accounts, signing keys and
    /// the registry of territories. It is a territory like the others for row-level security, so
    /// that no table is exempt from the policy.
    pub const DEPLOIEMENT: Self = Self(Uuid::nil(), PhantomData);
}

impl<T> Id<T> {
    /// A new identifier for something created at `now`.
    #[must_use]
    pub fn generate(now: DateTime<Utc>) -> Self {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let timestamp = Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos());
        Self(Uuid::new_v7(timestamp), PhantomData)
    }

    /// The bare UUID, for a database row or a URL.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

/// A text that is not an identifier.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("identifiant invalide : un UUID est attendu")]
pub struct IdInvalide;

impl<T> FromStr for Id<T> {
    type Err = IdInvalide;

    fn from_str(text: &str) -> Result<Self, IdInvalide> {
        Uuid::try_parse(text).map(Self::from).map_err(|_| IdInvalide)
    }
}

impl<T> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }
}

impl<T> From<Id<T>> for Uuid {
    fn from(id: Id<T>) -> Self {
        id.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from)
    }
}

impl<T> utoipa::PartialSchema for Id<T> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Uuid)))
            .examples([serde_json::Value::from("0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f")])
            .into()
    }
}

impl<T> utoipa::ToSchema for Id<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Chose {}

    #[test]
    fn identifiers_sort_by_the_time_of_creation() {
        let early = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let late = DateTime::from_timestamp(1_700_000_001, 0).unwrap();
        assert!(Id::<Chose>::generate(early) < Id::<Chose>::generate(late));
    }

    #[test]
    fn an_identifier_survives_its_text_form() {
        let id = Id::<Chose>::generate(DateTime::UNIX_EPOCH);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("pas-un-uuid".parse::<Id<Chose>>(), Err(IdInvalide));
    }
}
