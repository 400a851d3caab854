//! PDF documents: a template of the suite and the data of one document. Tagged, in PDF/A-2a: what is
//! printed today opens in thirty years.

mod atelier;
pub mod contrat;
pub mod convocation;
pub mod courrier;
pub mod diagnostic;
mod document;
pub mod emargement;
mod expediteur;
mod imprimable;
mod mot;
pub mod passation;
mod polices;
pub mod presence;
mod reference;
pub mod releve;

#[cfg(test)]
mod exemples;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod impression;

pub use atelier::PdfError;
pub use document::{Document, composer};
pub use expediteur::Expediteur;
pub use mot::{Mot, Mots};
pub use reference::reference;
