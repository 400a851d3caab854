pub(crate) mod feuille;
pub(crate) mod jours_feries;
