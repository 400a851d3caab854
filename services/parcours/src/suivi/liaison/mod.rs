//! Exchanges about a person with partners: points d'étape, contacts with the prescripteur.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
