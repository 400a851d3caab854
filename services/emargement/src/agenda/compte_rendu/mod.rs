//! What was said and decided at an appointment: a draft of its author, then a text that is corrected and never
//! overwritten.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
pub(crate) mod store;
