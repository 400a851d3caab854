//! Signatures of a candidature or of a contract.

pub(crate) mod domain;
pub(crate) mod store;
