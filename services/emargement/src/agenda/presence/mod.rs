//! A presence and the signatures that justify it.

pub(crate) mod domain;
