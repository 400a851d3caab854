//! A right that the person exercises: a copy of everything, or erasure.

pub(crate) mod api;
pub(crate) mod app;
