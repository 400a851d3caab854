//! Démarches with the service public de l'emploi: registration, renewal, answers to offers.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
