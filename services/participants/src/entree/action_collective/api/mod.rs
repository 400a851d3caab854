pub(crate) mod lister;
pub(crate) mod prevoir;
pub(crate) mod voir;
