//! How much of a full time a référent works.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
