//! The state of a parcours on each day, as it is known on each day (ADR 24).

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
