pub(crate) mod actualiser;
pub(crate) mod etablir;
pub(crate) mod imprimer;
pub(crate) mod voir;
