pub(crate) mod ajouter;
pub(crate) mod corriger;
pub(crate) mod lister;
pub(crate) mod lister_historique;
