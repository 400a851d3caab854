//! Mandates of control: whose files are open to a controleur, and until when.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
