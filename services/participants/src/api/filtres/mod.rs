pub(super) mod executer;
pub(super) mod garder;
pub(super) mod lister;
pub(super) mod oublier;
