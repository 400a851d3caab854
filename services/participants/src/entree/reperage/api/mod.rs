pub(crate) mod clore;
pub(crate) mod deposer;
pub(crate) mod effacer;
pub(crate) mod lister;
pub(crate) mod noter;
pub(crate) mod voir;
