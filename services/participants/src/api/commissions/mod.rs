pub(super) mod clore;
pub(super) mod creer;
pub(super) mod decider;
pub(super) mod inscrire;
pub(super) mod lister;
pub(super) mod voir;
