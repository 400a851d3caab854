//! An operation: its programme, its dates, its plan.

pub(crate) mod annonce;
pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
