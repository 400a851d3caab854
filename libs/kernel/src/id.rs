//! Typed identifiers: a `ParticipantId` never stands where a `CandidatureId` is expected.

use std::{fmt, hash, marker::PhantomData, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::{NoContext, Timestamp, Uuid};

use crate::{ActeurId, ClientId, LienId, RessourceId, TerritoireId, UtilisateurId, kind::Kind};

/// The identifier of one thing of the kind `K`: a UUID version 7, so that identifiers sort by the time of
/// creation.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl TerritoireId {
    /// The scope of what belongs to the deployment and to no territory: accounts, signing keys and
    /// the registry of territories. It is a territory like the others for row-level security, so
    /// that no table is exempt from the policy.
    pub const DEPLOIEMENT: Self = Self(Uuid::nil(), PhantomData);
}

impl ActeurId {
    /// The suite acting by itself: no account, no client.
    pub const SUITE: Self = Self(Uuid::nil(), PhantomData);
}

impl RessourceId {
    /// The identifier of a `K`, once what stands beside it has said that it is one.
    #[must_use]
    pub const fn of_kind<K>(self) -> Id<K> {
        Id(self.0, PhantomData)
    }
}

/// Those who can act.
macro_rules! acteurs {
    ($($id:ty),*) => {
        $(impl From<$id> for ActeurId {
            fn from(id: $id) -> Self {
                Self(id.0, PhantomData)
            }
        })*
    };
}

acteurs!(UtilisateurId, ClientId, LienId);

impl<K: Kind> Id<K> {
    /// How a reader of the API calls what it identifies, in French with its article.
    pub const LIBELLE: &'static str = K::LIBELLE;

    /// A new identifier for something created at `now`.
    #[must_use]
    pub fn generate(now: DateTime<Utc>) -> Self {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let timestamp = Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos());
        Self(Uuid::new_v7(timestamp), PhantomData)
    }

    /// The least identifier of what is made at `instant`, to the millisecond: what was made before is below.
    #[must_use]
    pub fn premier(instant: DateTime<Utc>) -> Self {
        let millis = u128::try_from(instant.timestamp_millis()).unwrap_or_default();
        Self(Uuid::from_u128(millis << 80), PhantomData)
    }
}

impl<K> Id<K> {
    /// The same identifier, for what tells of things of several kinds and says beside it which.
    #[must_use]
    pub const fn ressource(self) -> RessourceId {
        Id(self.0, PhantomData)
    }

    /// Before every identifier: where a list begins.
    pub const MIN: Self = Self(Uuid::nil(), PhantomData);
    /// After every identifier: where a list read backwards begins.
    pub const MAX: Self = Self(Uuid::max(), PhantomData);

    /// The identifier of this number, for tests and examples.
    #[must_use]
    pub const fn from_u128(number: u128) -> Self {
        Self(Uuid::from_u128(number), PhantomData)
    }

    /// The bare UUID, for a column.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// Its sixteen bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The identifier of these sixteen bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, IdInvalide> {
        Uuid::from_slice(bytes).map(Self::from).map_err(|_| IdInvalide)
    }
}

/// A text that is not an identifier.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("identifiant invalide : un UUID est attendu")]
pub struct IdInvalide;

impl<K> FromStr for Id<K> {
    type Err = IdInvalide;

    fn from_str(text: &str) -> Result<Self, IdInvalide> {
        Uuid::try_parse(text).map(Self::from).map_err(|_| IdInvalide)
    }
}

impl<K> From<Uuid> for Id<K> {
    fn from(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }
}

impl<K> From<Id<K>> for Uuid {
    fn from(id: Id<K>) -> Self {
        id.0
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Id<K> {}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<K> hash::Hash for Id<K> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from)
    }
}

impl<K: Kind> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Uuid)))
            .description(Some(K::LIBELLE))
            .examples([serde_json::Value::from("0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f")])
            .into()
    }
}

impl<K: Kind> utoipa::ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        K::NOM.into()
    }
}

#[cfg(test)]
mod tests {
    use testdata::t;

    use super::*;
    use crate::ParticipantId;

    #[test]
    fn identifiers_sort_by_the_time_of_creation() {
        let early = t("2023-11-14T22:13:20Z");
        let late = t("2023-11-14T22:13:21Z");
        assert!(ParticipantId::generate(early) < ParticipantId::generate(late));
    }

    #[test]
    fn what_was_made_before_an_instant_is_below_its_first_identifier_and_what_is_made_at_it_is_not() {
        let instant = t("2026-07-01T22:30:00Z");
        let first = ParticipantId::premier(instant);
        assert!(ParticipantId::generate(instant - chrono::TimeDelta::milliseconds(1)) < first);
        assert!(first <= ParticipantId::generate(instant));
    }

    #[test]
    fn an_identifier_survives_its_text_form() {
        let id = ParticipantId::generate(DateTime::UNIX_EPOCH);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("pas-un-uuid".parse::<ParticipantId>(), Err(IdInvalide));
    }
}
