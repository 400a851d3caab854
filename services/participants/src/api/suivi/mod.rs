pub(super) mod coordonnees;
pub(super) mod deposer;
pub(super) mod voir;
