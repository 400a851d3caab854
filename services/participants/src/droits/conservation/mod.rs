//! How long files are kept, and what obliges to keep them.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
