//! Reading the tables of a former program: pure, so that a preview, a correction and the integration read
//! a line the same way.

mod correspondance;
mod lecteur;
mod valeurs;

pub(crate) use correspondance::{champs, erreurs};
pub(crate) use lecteur::{Lecteur, Lue};
