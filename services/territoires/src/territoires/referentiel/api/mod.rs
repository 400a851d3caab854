pub(crate) mod en_vigueur;
pub(crate) mod lister;
pub(crate) mod publier;
