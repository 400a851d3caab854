pub(crate) mod lister;
pub(crate) mod voir;
