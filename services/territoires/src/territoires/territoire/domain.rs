//! Territories.

use kernel::{Fuseau, TerritoireId};

/// One PLIE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Territoire {
    pub(crate) id: TerritoireId,
    /// Short name.
    pub(crate) code: String,
    pub(crate) nom: String,
    /// Its days go by it.
    pub(crate) fuseau: Fuseau,
}
