//! What is done behind the requests, for every territory.

pub(crate) mod echeances;
pub(crate) mod etats_civils;
pub(crate) mod redites;
