pub(super) mod envoyer;
pub(super) mod lister;
pub(super) mod ouvrir;
