//! Staff of an operation: their dated yearly cost and share of a full time, which give the rate.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
