//! Sessions: what is open in one's name, and how it is ended.

pub(crate) mod api;
pub(crate) mod store;
