pub(crate) mod ajouter;
pub(crate) mod deposer;
pub(crate) mod lister;
pub(crate) mod suivre;
pub(crate) mod telecharger;
