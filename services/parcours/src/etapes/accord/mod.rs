//! What persons agreed to share with those who run étapes.

pub(crate) mod app;
pub(crate) mod store;
