//! What a diagnosis decides: when it falls due, how its themes moved, and what of it a contract takes up.

pub(crate) mod echeance;
pub(crate) mod evolution;
pub(crate) mod objectifs;
