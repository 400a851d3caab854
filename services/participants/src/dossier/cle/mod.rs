//! The keys by which a person is found: names, their sound, dates, numbers.

pub(crate) mod domain;
pub(crate) mod store;
