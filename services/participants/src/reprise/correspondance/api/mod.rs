pub(crate) mod garder;
pub(crate) mod lister;
pub(crate) mod lister_historique;
pub(crate) mod modifier;
