//! The presences of a month of a structure beside those of its own grid.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
