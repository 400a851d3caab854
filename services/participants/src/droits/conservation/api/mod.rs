pub(crate) mod annonces;
pub(crate) mod voir;
