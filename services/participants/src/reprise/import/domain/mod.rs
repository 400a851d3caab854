//! The lines of a table of persons, read.

pub(crate) mod entree;
pub(crate) mod lecteur;
mod valeurs;
