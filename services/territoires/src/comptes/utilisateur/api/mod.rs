pub(crate) mod cloturer;
pub(crate) mod creer;
pub(crate) mod habiliter;
pub(crate) mod lister;
pub(crate) mod voir;
