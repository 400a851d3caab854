//! What the suite answers when it refuses: RFC 9457 problems, from one closed catalogue.
//!
//! A refusal has a stable slug for programs, a French title and detail for people, and for bad input
//! one entry per field, by JSON pointer.

#[cfg(feature = "actix")]
mod answer;
mod body;
mod catalogue;
mod decode;
mod oauth;
mod pointeur;
mod remplacement;

pub use body::{FieldError, Problem, Services};
pub use catalogue::Slug;
pub use decode::{decode, decode_tel_quel, formulaire, ligne, nom, parametres, validate};
pub use oauth::{ErreurOauth, RefusOauth};
pub use pointeur::echappe;
pub use remplacement::remplacer;
