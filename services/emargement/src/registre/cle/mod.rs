//! The keys that sign the roots, and how one follows another.

pub(crate) mod app;
pub(crate) mod domain;
