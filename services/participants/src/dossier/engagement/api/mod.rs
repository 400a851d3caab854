pub(crate) mod ajouter;
pub(crate) mod lister;
pub(crate) mod lister_historique;
pub(crate) mod modifier;
pub(crate) mod voir;
