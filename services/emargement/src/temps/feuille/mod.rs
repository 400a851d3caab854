//! The time sheet of a month: composed, checked, signed twice, frozen.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
