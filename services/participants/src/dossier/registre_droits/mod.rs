//! The register of the rights that persons exercised.

pub(crate) mod store;
