//! A parcours with its étapes, its exits and what falls due.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
