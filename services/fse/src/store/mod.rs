//! Rows and queries, one file a noun.

pub(crate) mod minutes;
pub(crate) mod operations;
pub(crate) mod participations;
pub(crate) mod schema;
