//! The entry date, and the interviews that may give it.

pub(crate) mod app;
pub(crate) mod store;
