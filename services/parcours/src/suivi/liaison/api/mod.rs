pub(crate) mod annuler;
pub(crate) mod lister;
pub(crate) mod noter;
pub(crate) mod partager;
pub(crate) mod tenir;
pub(crate) mod voir;
