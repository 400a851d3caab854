//! One's own account.

pub(crate) mod api;
pub(crate) mod app;
