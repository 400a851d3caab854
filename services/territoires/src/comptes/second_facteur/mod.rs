//! The second factor: a code that changes every thirty seconds.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
