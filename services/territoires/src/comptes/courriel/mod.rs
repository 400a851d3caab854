//! The address of an account: the one with which one logs in, and to which messages go.

pub(crate) mod api;
pub(crate) mod app;
