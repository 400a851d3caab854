pub(super) mod absenter;
pub(super) mod annuler;
pub(super) mod creer;
pub(super) mod emarger;
pub(super) mod lister;
pub(super) mod terminer;
pub(super) mod voir;
