//! The référent of a person: one on each day, from the entry on.

pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
pub(crate) mod suivi;
