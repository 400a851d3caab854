//! Taking over the tables of another program, in stages: a file is received, its lines are read behind the requests,
//! looked at, corrected and decided of, and only then do they become what the suite keeps. Sent again, a line that
//! tells the same changes nothing; what is in nothing is forgotten after ninety days.
//!
//! A service says what it takes over by a [`Matiere`]: how its lines read and what they become. The rest stands here:
//! [`Imports`] has the use cases, [`travail`] what is done behind. The service keeps the tables of `src/schema.rs` in its
//! own schema, with the territory's walls.

mod app;
mod correspondance;
mod fichiers;
mod import;
mod ligne;
mod matiere;
mod schema;
mod store;
mod table;
pub mod traductions;
pub mod travail;
pub mod valeurs;

pub use app::{Depose, Imports, Rejetee};
pub use correspondance::{Deplacee, Depouillement, Grille};
pub use fichiers::Fichiers;
pub use import::Import;
pub use ligne::{Connue, Ligne, Lue};
pub use matiere::{Cellules, Contexte, Integrees, LigneDe, Matiere};
pub use store::references::{self, Reference};
