//! Links without account: given, listed, revoked.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod sceau;
pub(crate) mod store;
