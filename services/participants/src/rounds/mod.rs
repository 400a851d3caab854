//! What is done behind the requests, for every territory.

pub(crate) mod conservation;
pub(crate) mod imports;
pub(crate) mod indexation;
pub(crate) mod redites;
pub(crate) mod seances;
