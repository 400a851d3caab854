pub(crate) mod affecter;
pub(crate) mod deposer;
pub(crate) mod lister;
pub(crate) mod ne_pas_entrer;
pub(crate) mod noter;
pub(crate) mod suivre;
pub(crate) mod voir;
