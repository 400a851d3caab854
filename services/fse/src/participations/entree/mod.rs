//! The entry in the PLIE of who takes part in an operation, once its day was corrected, as participants tells it.

pub(crate) mod domain;
pub(crate) mod store;
