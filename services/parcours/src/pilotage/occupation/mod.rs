//! How the places are occupied over a year, of a référent, of a structure, of the territory.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
