//! Passwords: changed by who knows the present one, or replaced by who reads the messages of the account.

pub(crate) mod api;
pub(crate) mod app;
