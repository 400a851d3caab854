//! Where the files of the suite are kept, and what they go through on their way in.

mod antivirus;
mod depot;

pub use antivirus::{Antivirus, AntivirusError, Avis};
pub use depot::{Depose, Depot, DepotError, Flux, Reception, TypesAdmis};
