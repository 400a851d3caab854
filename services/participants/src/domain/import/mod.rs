//! Taking over the tables of a former program: pure, so that a preview, a correction and the integration read
//! a line the same way.

mod correspondance;
mod etat;
mod lecteur;
pub(crate) mod ligne;
mod valeurs;

pub(crate) use correspondance::{Correspondance, attendu, erreurs};
pub(crate) use etat::{Commande, Import, Travail};
pub(crate) use lecteur::{Lecteur, Lue};
pub(crate) use ligne::Ligne;
