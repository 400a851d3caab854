//! The file active: a figure with the persons behind it.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
