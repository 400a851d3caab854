//! A file that names nobody any more, when the person asks for it.

pub(crate) mod api;
pub(crate) mod app;
