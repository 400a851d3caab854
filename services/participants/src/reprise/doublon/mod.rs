//! Files that may be those of one person.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
