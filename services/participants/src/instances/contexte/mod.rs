//! A person with what surrounds them, in one read.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
