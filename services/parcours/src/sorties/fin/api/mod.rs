pub(crate) mod clore;
pub(crate) mod corriger;
pub(crate) mod lister_historique;
pub(crate) mod retirer;
