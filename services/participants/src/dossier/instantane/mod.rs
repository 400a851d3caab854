//! The whole file on a day, as it was known on another.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod regard;
