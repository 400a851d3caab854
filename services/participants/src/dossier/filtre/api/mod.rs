pub(crate) mod executer;
pub(crate) mod garder;
pub(crate) mod lister;
pub(crate) mod oublier;
