//! The plan of action of a parcours, whole.

pub(crate) mod api;
pub(crate) mod app;
