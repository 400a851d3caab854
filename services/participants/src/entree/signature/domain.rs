//! Signatures that were given.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{ActeurId, ModeSignature};
use referentiel::Signataire;

/// A signature that was given, on a contract or at the filing of a candidature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) signataire: Signataire,
    pub(crate) signe_le: NaiveDate,
    pub(crate) nom: Option<String>,
    pub(crate) lieu: Option<String>,
    pub(crate) mode: ModeSignature,
    pub(crate) saisie_le: DateTime<Utc>,
    pub(crate) saisie_par: ActeurId,
}
