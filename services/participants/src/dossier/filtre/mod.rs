//! Searches that someone kept.

pub(crate) mod api;
pub(crate) mod app;
mod proprietaire;
pub(crate) mod store;
