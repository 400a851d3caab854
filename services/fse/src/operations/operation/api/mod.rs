pub(crate) mod lister;
pub(crate) mod lister_historique;
pub(crate) mod modifier;
pub(crate) mod ouvrir;
pub(crate) mod voir;
