//! A file that is kept and read, and not changed (GDPR, article 18).

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
