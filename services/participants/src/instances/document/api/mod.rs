pub(crate) mod envoyer;
pub(crate) mod lister;
pub(crate) mod ouvrir;
