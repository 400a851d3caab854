//! What comes before an instance besides candidatures: demandes about a parcours.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod office;
pub(crate) mod store;
