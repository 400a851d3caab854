//! Whose time somebody reads.

pub(crate) mod app;
pub(crate) mod domain;
