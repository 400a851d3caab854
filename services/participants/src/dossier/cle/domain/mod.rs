//! The keys of a file and those of a search, made the same way.

pub(crate) mod cles;
#[cfg(test)]
mod corpus;
pub(crate) mod nom;
pub(crate) mod phonetique;
