pub(crate) mod changer;
pub(crate) mod oublier;
pub(crate) mod reinitialiser;
