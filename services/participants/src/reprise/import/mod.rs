//! Tables of a former program: staged lines, decisions, integration.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
