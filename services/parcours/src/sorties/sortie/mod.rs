//! An exit: declared, proved, held, confirmed.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod historique;
pub(crate) mod preuve;
pub(crate) mod store;
