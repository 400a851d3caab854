pub(super) mod cloturer;
pub(super) mod creer;
pub(super) mod habiliter;
pub(super) mod lister;
pub(super) mod voir;
