pub(crate) mod annuler;
pub(crate) mod voir;
