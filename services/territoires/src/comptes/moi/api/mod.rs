pub(crate) mod fermer;
pub(crate) mod voir;
