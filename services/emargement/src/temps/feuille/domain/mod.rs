//! The sheet of a month, and the days that are not worked.

pub(crate) mod feuille;
pub(crate) mod jours_feries;
