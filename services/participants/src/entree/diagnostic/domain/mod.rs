//! What a diagnosis decides: whether it holds together, when it falls due, how its themes moved, and what of it a contract takes up.

pub(crate) mod coherence;
pub(crate) mod echeance;
pub(crate) mod evolution;
pub(crate) mod objectifs;
