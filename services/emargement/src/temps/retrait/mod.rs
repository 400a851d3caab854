//! Time recorded by mistake: kept, and counted no more.

mod app;
pub(crate) mod domain;
pub(crate) mod store;
