//! What emargement says and understands: its data transfer objects and its events.

mod agenda;
mod comptes_rendus;
mod events;
mod listes;
mod registre;
mod temps;

pub use agenda::*;
pub use comptes_rendus::*;
pub use events::*;
pub use listes::*;
pub use registre::*;
pub use temps::*;
