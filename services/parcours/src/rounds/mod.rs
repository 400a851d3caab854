//! What is done behind the requests, for every territory.

pub(crate) mod echeances;
pub(crate) mod imports;
pub(crate) mod naissances;
