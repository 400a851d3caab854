//! The sheet of a month, what appointments count in it, and what contradicts it.

pub(crate) mod anomalies;
pub(crate) mod feuille;
pub(crate) mod tenue;
