//! Files that people open: workbooks and PDF; and where the files of the suite are kept.

mod antivirus;
mod classeur;
mod depot;
mod pdf;
mod tableau;

pub use antivirus::{Antivirus, AntivirusError, Avis};
pub use classeur::{Cellule, Classeur, ClasseurInvalide, Feuille};
pub use depot::{Depose, Depot, DepotError, Flux, Reception, TypesAdmis};
pub use pdf::{Modele, PdfError, composer};
pub use tableau::{Ligne, MARQUE_UTF8, TableauError, ecrire_csv, parcourir};
