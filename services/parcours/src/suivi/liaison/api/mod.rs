pub(crate) mod annuler;
pub(crate) mod lister;
pub(crate) mod lister_partagees;
pub(crate) mod noter;

pub(crate) mod tenir;
pub(crate) mod voir;
