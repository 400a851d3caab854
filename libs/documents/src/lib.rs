//! Files that people open: workbooks and PDF; and where the files of the suite are kept.

mod antivirus;
mod classeur;
mod depot;
mod pdf;

pub use antivirus::{Antivirus, AntivirusError, Avis};
pub use classeur::{Cellule, Classeur, ClasseurInvalide, Feuille};
pub use depot::{Depose, Depot, DepotError, Flux, Reception};
pub use pdf::{Modele, PdfError, composer};
