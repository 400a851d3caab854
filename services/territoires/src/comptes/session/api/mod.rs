pub(crate) mod confirmer;
pub(crate) mod fermer;
pub(crate) mod fermer_autres;
pub(crate) mod lister;
