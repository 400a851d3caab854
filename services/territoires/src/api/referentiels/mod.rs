pub(super) mod en_vigueur;
pub(super) mod lister;
pub(super) mod publier;
