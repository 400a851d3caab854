pub(crate) mod absenter;
pub(crate) mod annuler;
pub(crate) mod emarger;
pub(crate) mod lister;
pub(crate) mod prevoir;
pub(crate) mod prouver;
pub(crate) mod terminer;
pub(crate) mod voir;
