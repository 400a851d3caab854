//! Use cases of territoires.

pub(crate) mod cles;
pub(crate) mod clients;
pub(crate) mod connexion;
pub(crate) mod demarrage;
mod etat;
mod mots_de_passe;
pub(crate) mod second_facteur;
mod secrets;
pub(crate) mod territoires;
pub(crate) mod utilisateurs;

pub(crate) use etat::Etat;
