//! What is done behind the requests, for every territory.

pub(crate) mod feuilles;
pub(crate) mod racines;
pub(crate) mod rendez_vous;
