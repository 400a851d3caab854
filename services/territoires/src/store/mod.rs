//! Rows and queries, one file a noun.

pub(crate) mod cles;
pub(crate) mod clients;
pub(crate) mod comptes;
pub(crate) mod referentiels;
pub(crate) mod schema;
pub(crate) mod sessions;
pub(crate) mod structures;
pub(crate) mod territoires;
pub(crate) mod utilisateurs;
