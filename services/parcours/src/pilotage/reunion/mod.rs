//! Two parcours of one person made one.

pub(crate) mod api;
pub(crate) mod app;
