pub(super) mod chercher;
pub(super) mod creer;
pub(super) mod dossier;
pub(super) mod lectures;
pub(super) mod lister;
pub(super) mod modifier;
pub(super) mod voir;
