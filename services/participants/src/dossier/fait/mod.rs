//! Dated facts, whatever they tell: an address, a situation.

pub(crate) mod domain;
