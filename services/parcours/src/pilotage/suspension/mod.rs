//! Suspensions of a parcours.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod historique;
pub(crate) mod store;
