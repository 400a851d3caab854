pub(crate) mod lister;
pub(crate) mod publier;
pub(crate) mod voir;
