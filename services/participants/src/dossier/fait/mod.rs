//! What the dated facts of a file have in common, whatever they tell: addresses, situations.

pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
