//! Common indicators, by sex.

pub(crate) mod domain;
