//! The contract, and the text that it bears.

pub(crate) mod contrat;
pub(crate) mod texte;
