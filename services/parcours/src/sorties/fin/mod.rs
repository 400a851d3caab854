//! The end of a parcours otherwise than by a positive exit.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod historique;
pub(crate) mod store;
