//! What whoever holds a link sees and sends.

pub(crate) mod api;
pub(crate) mod app;
