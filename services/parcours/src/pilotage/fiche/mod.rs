//! The handover sheet: what whoever takes over must know, of a person or of a whole portfolio.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod domain;
