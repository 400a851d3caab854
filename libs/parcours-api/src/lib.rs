//! What parcours says and understands: its data transfer objects and its events.

mod accompagnement;
mod besoins;
mod demandes;
mod echeances;
mod entourage;
mod etapes;
mod events;
mod grille;
mod listes;
mod parcours;
mod partenaires;
mod passations;
mod places;
mod plan;
mod portefeuille;
mod reprises;
mod sorties;
mod taux;

pub use accompagnement::*;
pub use besoins::*;
pub use demandes::*;
pub use echeances::*;
pub use entourage::*;
pub use etapes::*;
pub use events::*;
pub use grille::*;
pub use listes::*;
pub use parcours::*;
pub use partenaires::*;
pub use passations::*;
pub use places::*;
pub use plan::*;
pub use portefeuille::*;
pub use reprises::*;
pub use sorties::*;
pub use taux::*;
