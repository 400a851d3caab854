//! A fact that was recorded in a file.

use chrono::{DateTime, Utc};
use kernel::{ActeurId, Id};

/// A record of the kind `K`, which tells `C`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enregistrement<K, C> {
    pub(crate) id: Id<K>,
    pub(crate) contenu: C,
    /// The record that it corrects, and why.
    pub(crate) remplace: Option<Id<K>>,
    pub(crate) motif: Option<String>,
    pub(crate) saisie_le: DateTime<Utc>,
    pub(crate) saisie_par: ActeurId,
}
