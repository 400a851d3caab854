pub(crate) mod envoyer;
pub(crate) mod imprimer;
pub(crate) mod lister;
