//! The undertaking of secrecy of who sits in an instance.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod sieges;
pub(crate) mod store;
