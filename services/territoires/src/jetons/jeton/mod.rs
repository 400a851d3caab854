//! Tokens given and taken back.

pub(crate) mod api;
pub(crate) mod app;
