//! Handing persons over, and the sheets that say what was true of each of them then.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
