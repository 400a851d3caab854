pub(super) mod creer;
pub(super) mod lister;
pub(super) mod repondre_entree;
pub(super) mod repondre_sortie;
pub(super) mod voir;
