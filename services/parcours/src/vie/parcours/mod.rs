//! A parcours and its state.

pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
