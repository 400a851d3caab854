pub(super) mod ajouter;
pub(super) mod lister;
