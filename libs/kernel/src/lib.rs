//! Vocabulary shared by every crate of the suite: identifiers, time, money and the identifiers of
//! the State. Pure: no I/O, no web framework, no database.

pub mod calendrier;
mod clock;
mod code;
mod commune;
mod duree;
mod id;
mod montant;
mod siret;

pub use clock::Clock;
pub use code::Code;
pub use commune::{CodeCommune, CodeCommuneInvalide};
pub use duree::{Duree, DureeInvalide};
pub use id::{Id, IdInvalide, Territoire, TerritoireId};
pub use montant::{Montant, MontantInvalide};
pub use siret::{Siret, SiretInvalide};
