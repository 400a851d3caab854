//! The contract, the text that it bears and what is written once it is signed.

pub(crate) mod contrat;
pub(crate) mod ecrit;
pub(crate) mod texte;
