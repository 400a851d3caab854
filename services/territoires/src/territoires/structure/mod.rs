//! The directory: organisations of a territory.

pub(crate) mod annonce;
pub(crate) mod api;
pub(crate) mod store;
