//! What emargement says and understands: its data transfer objects and its events.

mod agenda;
mod events;
mod registre;
mod temps;

pub use agenda::*;
pub use events::*;
pub use registre::*;
pub use temps::*;
