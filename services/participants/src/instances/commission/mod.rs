//! Sessions: called, held, closed, corrected.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod ouverture;
pub(crate) mod store;
pub(crate) mod trouver;
