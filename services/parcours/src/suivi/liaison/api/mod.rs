pub(crate) mod annuler;
pub(crate) mod lister;
pub(crate) mod noter;
pub(crate) mod tenir;
pub(crate) mod voir;
