//! Finding people, by keys.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
