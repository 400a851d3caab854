//! The sealed ledger.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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

/// Which entries of the ledger.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RangRegistre {
    /// The last rank read; 0 to start.
    #[serde(default)]
    #[garde(range(min = 0))]
    #[param(example = 0)]
    pub apres: i64,
    /// Entries at most, from 1 to 1000.
    #[serde(default = "page")]
    #[garde(range(min = 1, max = 1000))]
    #[param(example = 200)]
    pub limite: i64,
}

const fn page() -> i64 {
    200
}
