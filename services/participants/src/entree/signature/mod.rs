//! Signatures of a candidature or of a contract.

mod app;
pub(crate) mod domain;
pub(crate) mod store;
