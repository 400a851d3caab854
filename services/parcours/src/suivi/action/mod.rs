//! A line of the plan of action: an objective, or what is done to reach it.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
