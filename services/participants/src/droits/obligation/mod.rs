//! What a funder obliges to keep, and until when.

pub(crate) mod api;
pub(crate) mod store;
