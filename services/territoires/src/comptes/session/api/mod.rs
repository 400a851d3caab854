pub(crate) mod confirmer;
pub(crate) mod fermer;
pub(crate) mod fermer_toutes;
pub(crate) mod lister;
