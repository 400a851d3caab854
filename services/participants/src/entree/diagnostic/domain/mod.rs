//! What a diagnosis decides: when it falls due, and how its themes moved.

pub(crate) mod echeance;
pub(crate) mod evolution;
