//! Who receives the RSA, as participants tells it.

pub(crate) mod domain;
pub(crate) mod store;
