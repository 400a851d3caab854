pub(crate) mod repondre_entree;
pub(crate) mod repondre_sortie;
