//! The keys of a file and those of a search, made the same way.

pub(crate) mod cles;
pub(crate) mod phonetique;
