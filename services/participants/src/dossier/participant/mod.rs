//! Who the person is.

pub(crate) mod annonce;
pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
pub(crate) mod suivi;
