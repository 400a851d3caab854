//! Files of persons, taken over from another program.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
