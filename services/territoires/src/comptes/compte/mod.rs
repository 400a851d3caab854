//! What an account holds: its address, its password.

pub(crate) mod mot_de_passe;
pub(crate) mod store;
