pub(crate) mod creer;
pub(crate) mod lister;
pub(crate) mod voir;
