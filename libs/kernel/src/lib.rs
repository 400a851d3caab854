//! Vocabulary shared by every crate of the suite: identifiers, time, money and the identifiers of
//! the State. Pure: no I/O, no web framework, no database.

pub mod calendrier;
mod clock;
mod code;
mod code_postal;
mod commune;
mod duree;
pub mod fait;
mod france_travail;
mod hexadecimal;
mod id;
pub mod kind;
pub mod machine;
mod montant;
mod niveau_formation;
mod nominatif;
mod pays;
mod qpv;
mod role;
mod rome;
mod service;
mod siret;
mod telephone;
mod texte;

pub use clock::Clock;
pub use code::Code;
pub use code_postal::{CodePostal, CodePostalInvalide};
pub use commune::{CodeCommune, CodeCommuneInvalide, MILLESIME_COG};
pub use duree::{Duree, DureeInvalide};
pub use fait::Fait;
pub use france_travail::{IdentifiantFranceTravail, IdentifiantFranceTravailInvalide};
pub use hexadecimal::hexadecimal;
pub use id::{Id, IdInvalide};
pub use kind::ids::*;
pub use machine::Refus;
pub use montant::{Montant, MontantInvalide};
pub use niveau_formation::NiveauFormation;
pub use nominatif::{De, Nominatif, Personnes};
pub use pays::{Pays, PaysInvalide};
pub use qpv::{CodeQpv, CodeQpvInvalide, Millesime};
pub use role::Role;
pub use rome::{CodeRome, CodeRomeInvalide};
pub use service::Service;
pub use siret::{Siret, SiretInvalide};
pub use telephone::{Telephone, TelephoneInvalide};
