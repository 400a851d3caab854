//! Invitations: who is asked to open an account, or to open a territory with the one that they have.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod store;
