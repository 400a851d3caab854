//! Somebody whom a structure spotted, before any candidature.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
