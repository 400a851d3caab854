//! The end of the parcours of who takes part in an operation, as parcours tells it.

pub(crate) mod domain;
pub(crate) mod store;
