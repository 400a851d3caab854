//! Pure rules of territoires.

pub(crate) mod habilitation;
pub(crate) mod territoire;
pub(crate) mod trousseau;
