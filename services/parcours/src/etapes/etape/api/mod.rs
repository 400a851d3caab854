pub(crate) mod accepter;
pub(crate) mod ajouter_bilan;
pub(crate) mod demarrer;
pub(crate) mod lister;
pub(crate) mod positionner;
pub(crate) mod rompre;
pub(crate) mod terminer;
pub(crate) mod voir;
