//! Searches that someone kept.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
