pub(crate) mod lister;
pub(crate) mod retirer;
