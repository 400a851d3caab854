//! Who read what the suite holds of a person.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
