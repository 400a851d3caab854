//! The plan of action of an instance: decided in its sessions, followed in the next ones.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
