pub(crate) mod entrer;
pub(crate) mod lister;
pub(crate) mod lister_de;
pub(crate) mod voir;
