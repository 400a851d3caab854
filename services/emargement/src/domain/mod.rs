//! Pure rules of émargement and time.

pub(crate) mod activite;
pub(crate) mod conge;
pub(crate) mod feuille;
pub(crate) mod jours_feries;
pub(crate) mod presence;
pub(crate) mod racine;
pub(crate) mod registre;
pub(crate) mod rendez_vous;
