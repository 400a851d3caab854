//! The minutes of the staff that something takes: each once, and the database refuses the second.

pub(crate) mod domain;
pub(crate) mod store;
