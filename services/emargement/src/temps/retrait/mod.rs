//! Time recorded by mistake: kept, and counted no more.

pub(crate) mod domain;
pub(crate) mod store;
