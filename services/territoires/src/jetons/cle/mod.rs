//! The keys that sign.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
pub(crate) mod trousseau;
