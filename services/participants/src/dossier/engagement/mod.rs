//! The statutory contrat d'engagement of a person (art. L5411-6): with their organisme référent, and not with the PLIE.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
