//! Tables that people open and send: workbooks and CSV.

mod classeur;
mod tableau;

pub use classeur::{Cellule, Classeur, ClasseurInvalide, Feuille};
pub use tableau::{CELLULE, Defaut, Ligne, MARQUE_UTF8, TableauError, ecrire_csv, lettres_de_colonne, parcourir};
