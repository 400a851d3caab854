//! The presences of a month of a structure, as they are known, and as they were frozen.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod classeur;
pub(crate) mod domain;
pub(crate) mod imprime;
pub(crate) mod store;
