pub(crate) mod creer;
pub(crate) mod lister;
