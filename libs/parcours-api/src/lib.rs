//! What parcours says and understands: its data transfer objects and its events.

mod accompagnement;
mod etapes;
mod events;
mod listes;
mod parcours;
mod plan;
mod sorties;

pub use accompagnement::*;
pub use etapes::*;
pub use events::*;
pub use listes::*;
pub use parcours::*;
pub use plan::*;
pub use sorties::*;
