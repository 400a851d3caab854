//! The pièces on which what an operation declares rests.

pub(crate) mod api;
pub(crate) mod app;
