pub(crate) mod changer;
pub(crate) mod confirmer;
