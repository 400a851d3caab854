pub(crate) mod accepter;
pub(crate) mod rejoindre;
pub(crate) mod renvoyer;
pub(crate) mod retirer;
