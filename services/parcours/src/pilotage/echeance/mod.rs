//! What the rules ask for by a day: said again whenever a fact changes, and read from one list.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod connus;
pub(crate) mod domain;
mod redite;
mod store;

#[cfg(test)]
mod annee;

pub(crate) use redite::{A_REVOIR, Dossier, REGLES, entendre, reprendre, reste};
pub(crate) use store::des_autres;
