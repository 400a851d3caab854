pub(crate) mod imprimer;
pub(crate) mod lister;
pub(crate) mod voir;
