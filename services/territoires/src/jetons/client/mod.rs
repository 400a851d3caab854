//! Third-party tools: their scopes, and how they prove who they are.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod assertion;
pub(crate) mod cle;
pub(crate) mod preuve;
pub(crate) mod session;
pub(crate) mod store;
