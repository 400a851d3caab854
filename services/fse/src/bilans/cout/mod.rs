//! The cost of certified time.

pub(crate) mod domain;
