//! Accounts of a territory and the roles given to them.

pub(crate) mod annonce;
pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
