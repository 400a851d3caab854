//! The contrat d'engagement.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod courrier;
pub(crate) mod domain;
pub(crate) mod imprime;
pub(crate) mod regles;
pub(crate) mod store;
