//! Sessions: what is open in one's name, how it is ended, and when its holder last proved who they are.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod recente;
pub(crate) mod store;
