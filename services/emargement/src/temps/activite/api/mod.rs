pub(crate) mod ajouter;
pub(crate) mod lister;
pub(crate) mod retirer;
