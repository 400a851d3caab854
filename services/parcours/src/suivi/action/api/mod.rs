pub(crate) mod avancer;
pub(crate) mod lister_historique;
pub(crate) mod modifier;
pub(crate) mod prevoir;
pub(crate) mod voir;
