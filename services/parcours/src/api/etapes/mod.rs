pub(super) mod accepter;
pub(super) mod ajouter_bilan;
pub(super) mod demarrer;
pub(super) mod lister;
pub(super) mod positionner;
pub(super) mod rompre;
pub(super) mod terminer;
pub(super) mod voir;
