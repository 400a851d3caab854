pub(crate) mod coordonnees;
pub(crate) mod deposer;
pub(crate) mod voir;
