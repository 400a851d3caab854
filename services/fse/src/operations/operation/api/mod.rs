pub(crate) mod lister;
pub(crate) mod ouvrir;
pub(crate) mod voir;
