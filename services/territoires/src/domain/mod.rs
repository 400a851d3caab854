//! Pure rules of territoires.

pub mod habilitation;
pub mod trousseau;
