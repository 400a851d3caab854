//! Entries of the ledger, each with the fingerprint of the one before.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
