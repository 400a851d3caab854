//! Long works: their progress, and how to stop them.

pub(crate) mod api;
