//! A collective action of the PLIE, by which persons enter it where the territory says so.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
