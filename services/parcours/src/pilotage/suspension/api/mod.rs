pub(crate) mod corriger;
pub(crate) mod lister;
pub(crate) mod lister_historique;
pub(crate) mod reprendre;
pub(crate) mod suspendre;
