//! The lines of a table of persons, read.

pub(crate) mod lecteur;
mod valeurs;
