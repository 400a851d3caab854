pub(crate) mod ajouter;
pub(crate) mod lister;
