//! The sheet of a month, what appointments count in it, and the days that are not worked.

pub(crate) mod feuille;
pub(crate) mod jours_feries;
pub(crate) mod tenue;
