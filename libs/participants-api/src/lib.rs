//! What participants says and understands: its data transfer objects, its events.

mod candidatures;
mod commissions;
mod contexte;
mod contrats;
mod demandes;
mod documents;
mod droits;
mod eligibilite;
mod events;
mod faits;
mod imports;
mod liens;
mod personnes;
mod pieces;
mod plans;
mod preconisations;
mod secrets;
mod traits;

pub use candidatures::*;
pub use commissions::*;
pub use contexte::*;
pub use contrats::*;
pub use demandes::*;
pub use documents::*;
pub use droits::*;
pub use eligibilite::*;
pub use events::*;
pub use faits::*;
pub use imports::*;
pub use liens::*;
pub use personnes::*;
pub use pieces::*;
pub use plans::*;
pub use preconisations::*;
pub use secrets::*;
