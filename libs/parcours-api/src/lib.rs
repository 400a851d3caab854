//! What parcours says and understands: its data transfer objects and its events.

mod accompagnement;
mod echeances;
mod etapes;
mod events;
mod listes;
mod parcours;
mod places;
mod sorties;

pub use accompagnement::*;
pub use echeances::*;
pub use etapes::*;
pub use events::*;
pub use listes::*;
pub use parcours::*;
pub use places::*;
pub use sorties::*;
