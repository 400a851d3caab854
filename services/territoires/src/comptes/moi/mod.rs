//! One's own account.

pub(crate) mod api;
