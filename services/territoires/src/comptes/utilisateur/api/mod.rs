pub(crate) mod ajouter;
pub(crate) mod cloturer;
pub(crate) mod deconnecter;
pub(crate) mod fermer;
pub(crate) mod habiliter;
pub(crate) mod lister;
pub(crate) mod voir;
