pub(super) mod ajouter;
pub(super) mod deposer;
pub(super) mod lister;
pub(super) mod ouvrir;
pub(super) mod suivre;
