//! Answers at the entry and at the exit.

pub(crate) mod api;
pub(crate) mod domain;
