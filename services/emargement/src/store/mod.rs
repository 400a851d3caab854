//! Rows and queries, one file a noun.

pub(crate) mod activites;
pub(crate) mod conges;
pub(crate) mod feuilles;
pub(crate) mod racines;
pub(crate) mod registre;
pub(crate) mod rendez_vous;
pub(crate) mod schema;
