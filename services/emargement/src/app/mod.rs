//! Use cases of emargement.

pub(crate) mod agenda;
pub(crate) mod feuilles;
pub(crate) mod personnes;
pub(crate) mod racines;
pub(crate) mod registre;
pub(crate) mod temps;
