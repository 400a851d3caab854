pub(crate) mod entrer;
pub(crate) mod lister;
pub(crate) mod voir;
