//! Dated facts on the person, each with one of four answers.

pub(crate) mod annonce;
pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
