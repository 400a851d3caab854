//! Territories.

use kernel::TerritoireId;

/// One PLIE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Territoire {
    pub(crate) id: TerritoireId,
    /// Short name.
    pub(crate) code: String,
    pub(crate) nom: String,
}
