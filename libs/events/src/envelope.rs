//! What a consumer reads: CloudEvents attributes around the payload.

use chrono::{DateTime, Utc};
use kernel::{EvenementId, RessourceId, TerritoireId};
use problem::Problem;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use trace::Trace;
use utoipa::ToSchema;

/// An event, with CloudEvents 1.0 attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Enveloppe {
    /// Always `1.0`.
    #[schema(example = "1.0")]
    pub specversion: String,
    /// The event: the same however often it is read.
    pub id: EvenementId,
    /// The service that tells it.
    #[schema(example = "participants")]
    pub source: String,
    /// What happened, with its version.
    #[serde(rename = "type")]
    #[schema(example = "participants.entree_validee.v1")]
    pub kind: String,
    /// What it is about.
    pub subject: RessourceId,
    /// When it happened.
    pub time: DateTime<Utc>,
    /// Where it happened.
    pub territoire: TerritoireId,
    /// Rank in the territory's feed, from 1. A card that a later one replaced long ago leaves a gap.
    #[schema(example = 42)]
    pub seq: i64,
    /// What caused it (W3C Trace Context; CloudEvents distributed tracing extension).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    pub traceparent: Option<String>,
    /// The payload; its schema is in `openapi/events/`.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// A page of a feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Flux {
    /// Events after the cursor, in order.
    pub elements: Vec<Enveloppe>,
    /// The cursor to pass next: the last sequence read, or the one passed when nothing is new.
    #[schema(example = 42)]
    pub curseur: i64,
    /// Whether the feed, read to its end, tells every card of what exists now: not that of a service of a former
    /// version, which tells none.
    #[serde(default)]
    pub a_jour: bool,
}

/// How far the feed of a territory goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tete {
    /// The territory.
    pub territoire: TerritoireId,
    /// Rank of its last event.
    #[schema(example = 42)]
    pub seq: i64,
}

/// How far the feeds of a service go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tetes {
    /// A territory each, in the order of their identifiers; those of which nothing was ever told are left out.
    pub elements: Vec<Tete>,
}

impl Enveloppe {
    /// The trace of what caused it.
    #[must_use]
    pub fn trace(&self) -> Option<Trace> {
        self.traceparent.as_ref()?.parse().ok()
    }

    /// Reads the payload.
    pub fn lire<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        T::deserialize(&self.data).map_err(|error| Problem::internal(&error))
    }
}
