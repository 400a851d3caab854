//! Suspensions of a parcours.

pub(crate) mod api;
pub(crate) mod app;
