//! Whether the person may enter, and the funder's own criteria.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
