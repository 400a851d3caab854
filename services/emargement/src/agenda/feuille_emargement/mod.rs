//! The sheet of an appointment: what was signed, or the paper on which to sign.

pub(crate) mod api;
pub(crate) mod imprime;
mod lignes;
