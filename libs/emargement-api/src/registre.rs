//! The sealed ledger.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// An entry of the ledger. `empreinte` = SHA-256(`precedente` ‖ `seq` in 8 bytes, big-endian ‖ `contenu`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeRegistre {
    /// Rank in the territory's ledger, from 1, without gaps.
    #[schema(example = 1)]
    pub seq: i64,
    /// Fingerprint of the entry before, in hexadecimal; zeros for the first.
    pub precedente: String,
    /// The sealed text, byte for byte.
    #[schema(example = "{\"fait\":\"emargement\"}")]
    pub contenu: String,
    /// Its fingerprint, in hexadecimal.
    pub empreinte: String,
    /// When it was written.
    pub inscrite_le: DateTime<Utc>,
}

/// What the verification of a ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verification {
    /// Entries read.
    #[schema(example = 120)]
    pub entrees: i64,
    /// Whether every fingerprint holds.
    pub intact: bool,
    /// Rank of the first entry that does not hold.
    pub premiere_rupture: Option<i64>,
    /// Fingerprint of the last entry that holds.
    pub tete: String,
}

/// A fact to seal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FaitScelle {
    /// What kind of fact.
    #[schema(example = "emargement")]
    pub fait: String,
    /// Its content.
    #[schema(value_type = Object)]
    pub donnees: Value,
}
