pub(crate) mod lister;
pub(crate) mod lister_livres;
pub(crate) mod publier;
pub(crate) mod voir;
