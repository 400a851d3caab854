pub(super) mod ajouter;
pub(super) mod corriger;
pub(super) mod lister;
