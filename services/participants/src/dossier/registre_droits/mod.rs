//! The register of the rights that persons exercised.

pub(crate) mod domain;
pub(crate) mod store;
