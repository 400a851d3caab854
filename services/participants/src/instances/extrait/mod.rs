//! What a partner reads of the sessions: its own extracts, once they left.

pub(crate) mod api;
pub(crate) mod app;
