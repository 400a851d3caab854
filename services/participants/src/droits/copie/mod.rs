//! A copy of all that is held of the person, when they ask for it.

pub(crate) mod api;
pub(crate) mod app;
