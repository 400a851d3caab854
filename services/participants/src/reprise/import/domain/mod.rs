//! Taking over the tables of a former program: pure, so that a preview, a correction and the integration read
//! a line the same way.

pub(crate) mod etat;
pub(crate) mod lecteur;
pub(crate) mod ligne;
pub(crate) mod valeurs;
