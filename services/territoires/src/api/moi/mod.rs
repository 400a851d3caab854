pub(super) mod second_facteur;
pub(super) mod sessions;
pub(super) mod voir;
