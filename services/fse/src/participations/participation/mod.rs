//! The participation of a person.

pub(crate) mod annonce;
pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod redite;
pub(crate) mod store;
