//! The entry date, and the appointments of a candidature that may give it or warn of it.

pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
