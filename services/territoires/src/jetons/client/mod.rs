//! Third-party tools and their scopes.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
