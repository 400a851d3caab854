//! Files that people open: workbooks.

mod classeur;

pub use classeur::{Cellule, Classeur, ClasseurInvalide, Feuille};
