//! Rows and queries, one file a noun.

pub(crate) mod capacites;
pub(crate) mod contacts;
pub(crate) mod etapes;
pub(crate) mod parcours;
pub(crate) mod schema;
pub(crate) mod sorties;
